using System.Diagnostics;

namespace ActorBench.EndToEnd.Tests;

[Collection("no labs")]
public sealed class DoctorSpecs : IDisposable
{
    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_doctor_looks_at_a_machine_that_works_and_leaves_nothing()
    {
        var told = (await Actorbench.Run(_place, "doctor")).Expect(0);

        Assert.Contains(" processors ", told.Output, StringComparison.Ordinal);
        Assert.Contains("A run works here", told.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', told.Output);
        Assert.Empty(told.Errors);
        Assert.False(Directory.Exists(Path.GetDirectoryName(_place.Store)));
    }

    [Fact]
    public async Task In_an_old_locale_it_keeps_to_ASCII()
    {
        _place.Environment["LC_ALL"] = "C";
        var told = (await Actorbench.Run(_place, "doctor")).Expect(0);

        Assert.All(told.Output, character => Assert.True(char.IsAscii(character)));
        Assert.StartsWith("ok ", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_JSON_it_has_the_checks_that_scripts_ask_for()
    {
        var json = Outcome.Json((await Actorbench.Run(_place, "doctor", "-o", "json")).Expect(0).Output);

        Assert.Equal(0, json.GetProperty("blocking").GetInt32());
        Assert.Equal(
            ["arp", "aslr", "buffers", "clocksource", "congestion-control", "conntrack", "descriptors", "forwarding", "governor", "idle-latency", "irqbalance", "load",
                "memory", "optional-tools", "ports", "processors", "rights", "shaper", "smt", "steal", "store", "swap", "tools", "turbo"],
            json.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
        var platforms = json.GetProperty("platforms").EnumerateArray().ToList();
        Assert.Superset(new HashSet<string?> { "bridge", "routed", "xen", "openvz", "libvirt" }, platforms.Select(one => one.GetProperty("platform").GetString()).ToHashSet());
        Assert.All(platforms, one => Assert.Equal(one.GetProperty("usable").GetBoolean(), one.GetProperty("reason").GetString() is null));
    }

    [Fact]
    public async Task Where_a_run_cannot_work_it_says_so_in_its_exit_code()
    {
        using var limited = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "ulimit -n 200 && exec \"$0\" doctor", Actorbench.Program]) { RedirectStandardOutput = true })!;
        var told = await limited.StandardOutput.ReadToEndAsync();
        await limited.WaitForExitAsync();

        Assert.True(limited.ExitCode == 2, told);
        Assert.Contains("open files a process: 200", told, StringComparison.Ordinal);
    }
}
