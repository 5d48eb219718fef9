using System.Diagnostics;

namespace ActorBench.EndToEnd.Tests.OwnHosts;

/// <summary>Two machines, a and b, on one wire, that nobody has prepared but their administrator: namespaces with a bridge br0, one address each, and no lab. With a machine in a guest's place beside each.</summary>
internal sealed class TwoMachines : IAsyncDisposable
{
    private readonly List<Actorbench> _programs = [];

    public TwoMachines()
    {
        foreach (var name in (string[])["a", "b", "boxa", "boxb"]) Ip("netns", "add", Namespace(name));
        Ip("link", "add", "wire", "netns", Namespace("a"), "type", "veth", "peer", "name", "wire", "netns", Namespace("b"));
        foreach (var (name, number) in ((string, int)[])[("a", 1), ("b", 2)])
        {
            In(name, "link", "add", "br0", "type", "bridge", "forward_delay", "0");
            Ip("link", "add", "box", "netns", Namespace(name), "type", "veth", "peer", "name", "eth0", "netns", Namespace($"box{name}"));
            foreach (var port in (string[])["wire", "box"]) In(name, "link", "set", port, "master", "br0", "up");
            In(name, "addr", "add", $"{Address(number)}/24", "dev", "br0");
            foreach (var link in (string[])["br0", "lo"]) In(name, "link", "set", link, "up");
            In($"box{name}", "addr", "add", $"{Address(30 + number)}/24", "dev", "eth0");
            foreach (var link in (string[])["eth0", "lo"]) In($"box{name}", "link", "set", link, "up");
            Run("nsenter", [.. Enter(name), "sysctl", "-q", "-w", "net.ipv4.ip_forward=1"]);
        }
    }

    public Place Place { get; } = new();

    public static string Address(int last) => $"10.78.0.{last}";

    /// <summary>Words behind <c>nsenter</c> that run a command on a machine.</summary>
    public static IReadOnlyList<string> Enter(string machine) => [$"--net=/run/netns/{Namespace(machine)}", "--"];

    /// <summary>Runs the program on a machine, until it is ended or this is disposed.</summary>
    public Actorbench Start(string machine, params IReadOnlyList<string> arguments) => StartWith([], machine, arguments);

    public Task<Ended> Run(string machine, params IReadOnlyList<string> arguments) => Start(machine, arguments).End();

    public async Task StartCoordinator()
    {
        var coordinator = Start("a", "coordinator", "--store", Place.Store, "--management-address", Address(1), "--insecure");
        await Soon.Until(
            () =>
            {
                Assert.False(coordinator.HasEnded, coordinator.ErrorsSoFar);
                return coordinator.ErrorsSoFar.Contains("is up, commands on", StringComparison.Ordinal);
            },
            "the coordinator is up");
    }

    /// <summary>The host node of a or b, with guests on the platforms bridge and routed.</summary>
    public Actorbench StartHost(string name, params IReadOnlyList<string> more)
    {
        var number = name == "a" ? 1 : 2;
        return Start(name,
        [
            "host", "--host", name, "--coordinator", $"{Address(1)}:4053", "--management-address", Address(number), "--data-address", Address(number), "--insecure",
            "--guest-bridge", "br0", "--guest-address", $"bridge={Address(10 + number)}/24", "--guest-address", $"routed={Address(20 + number)}/24", .. more,
        ]);
    }

    /// <summary>The host node of a or b, with a guest of the libvirtd that answers at an URI.</summary>
    public Actorbench StartHostOfLibvirt(string name, string uri)
    {
        var number = name == "a" ? 1 : 2;
        return StartWith(["env", $"LIBVIRT_DEFAULT_URI={uri}"], name,
        [
            "host", "--host", name, "--coordinator", $"{Address(1)}:4053", "--management-address", Address(number), "--data-address", Address(number), "--insecure",
            "--guest-bridge", "br0", "--guest-address", $"libvirt={Address(40 + number)}/24",
        ]);
    }

    /// <summary>What a user starts inside of a machine that no driver knows.</summary>
    public void StartOwnGuest(string host)
    {
        var address = Address(host == "a" ? 31 : 32);
        Start($"box{host}", "guest", "--host", host, "--platform", "cloud", "--coordinator", $"{Address(1)}:4053", "--management-address", address, "--data-address", address, "--insecure");
    }

    /// <summary>Links of a machine but those that it was made with, and namespaces of its guests.</summary>
    public static IReadOnlyList<string> MadeOn(string name) =>
    [
        .. Run("ip", ["-n", Namespace(name), "-o", "link"]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':')[1].Trim().Split('@')[0]).Except(["lo", "br0", "wire", "box"]),
        .. Directory.EnumerateFileSystemEntries("/run/netns", $"ab-{name}-*").Select(path => Path.GetFileName(path)!),
    ];

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs) await program.DisposeAsync();
        // A guest ends by itself when its host node is gone; its namespace goes with its name.
        foreach (var made in MadeOn("a").Concat(MadeOn("b")).Where(name => name.StartsWith("ab-", StringComparison.Ordinal))) Ip("netns", "del", made);
        foreach (var name in (string[])["a", "b", "boxa", "boxb"]) Ip("netns", "del", Namespace(name));
        Place.Dispose();
    }

    private static string Namespace(string machine) => $"abtest{Environment.ProcessId}-{machine}";

    private Actorbench StartWith(string[] words, string machine, IReadOnlyList<string> arguments)
    {
        var program = Actorbench.StartBehind(["nsenter", .. Enter(machine), .. words], Place, arguments);
        _programs.Add(program);
        return program;
    }

    private static void In(string machine, params string[] words) => Ip(["-n", Namespace(machine), .. words]);

    private static void Ip(params string[] words) => Run("ip", words);

    private static string Run(string program, string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', words)}: {errors}");
        return output;
    }
}
