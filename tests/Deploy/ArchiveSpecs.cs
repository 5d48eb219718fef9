using ActorBench.Tests;

namespace ActorBench.Deploy.Tests;

/// <summary>The archives on machines that have no .NET, by the words of docs/operations.md.</summary>
public sealed class ArchiveSpecs(ITestOutputHelper output)
{
    /// <summary>Folders that the walk writes to become the machine's own, and .NET goes.</summary>
    private const string Bare = """
        mount -t tmpfs tmpfs /opt && cp -a /etc /opt/.etc && mount --bind /opt/.etc /etc
        for folder in /root /var/lib /usr/share/dotnet /usr/lib/dotnet; do [ ! -d $folder ] || mount -t tmpfs tmpfs $folder; done
        ! dotnet --version
        """;

    [Fact]
    public async Task Two_machines_without_dotnet_measure_as_the_document_says()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ACTORBENCH_LONG") == "1", "It publishes the programs; set ACTORBENCH_LONG=1.");
        Assert.SkipWhen(Machine.WhyNot is not null, Machine.WhyNot ?? "");
        using var archives = await Archives.PublishAsync();
        var walk = Walk.Read(Path.Combine(Deployment.Root, "docs", "operations.md"), "Two machines, one coordinator");
        var machines = new Dictionary<string, Machine>();
        await using var hub = await Machine.StartAsync("hub");
        try
        {
            foreach (var (prompt, _, _) in walk.Machines)
            {
                var machine = machines[prompt] = await Machine.StartAsync(prompt);
                await machine.DoAsync(Bare);
                await machine.DoAsync($"cd {archives.Folder} && sha256sum -c SHA256SUMS");
            }

            await Machine.JoinAsync(hub, "manage", [.. walk.Machines.Select(m => (machines[m.Prompt], m.Management + "/24"))]);
            await Machine.JoinAsync(hub, "data", [.. walk.Machines.Select(m => (machines[m.Prompt], m.Data + "/24"))]);
            foreach (var step in walk.Steps)
            {
                // What the document says in words.
                if (step.Command.Contains("/etc/actorbench", StringComparison.Ordinal) && step.Prompt != "a") await HandOverAsync(machines["a"], machines[step.Prompt]);
                await step.TakeAsync(machines[step.Prompt]);
            }

            var report = await machines["a"].DoAsync("cat first.html | tr -d '\\n' | head -c 2000000");
            Assert.Contains("own-vm", report, StringComparison.Ordinal);
            await StopAsync(machines);
            await VerifyUnitsAsync(machines["a"]);
        }
        finally
        {
            foreach (var (name, machine) in machines)
            {
                output.WriteLine($"--- {name}\n{(machine.Said.Length > 4000 ? machine.Said[^4000..] : machine.Said)}");
                await machine.DisposeAsync();
            }
        }
    }

    /// <summary>Its certificate, the authority's and the join secret; once.</summary>
    private static async Task HandOverAsync(Machine from, Machine to)
    {
        if ((await to.TryAsync("[ -d /etc/actorbench ]")).Code == 0) return;
        var packed = await from.DoAsync($"tar -C /root/certs -cz {to.Name}.pem {to.Name}.key authority.pem join-secret | base64 -w 0; echo");
        await to.DoAsync($"mkdir /etc/actorbench && echo {packed.Trim()} | base64 -d | tar -C /etc/actorbench -xz");
    }

    private static async Task StopAsync(Dictionary<string, Machine> machines)
    {
        foreach (var prompt in machines.Keys.Order().Reverse())
            Assert.DoesNotContain("code", await machines[prompt].DoAsync("pids=$(jobs -p); kill -TERM $pids; for pid in $pids; do wait $pid || echo code $?; done"), StringComparison.Ordinal);
    }

    /// <summary>With the programs where the units name them.</summary>
    private static async Task VerifyUnitsAsync(Machine machine)
    {
        if ((await machine.TryAsync("command -v systemd-analyze")).Code != 0) return;
        Assert.Equal("", await machine.DoAsync("systemd-analyze verify /opt/actorbench-*/actorbench-*.service"));
    }
}
