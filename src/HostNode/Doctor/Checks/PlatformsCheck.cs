using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Doctor.Checks;

/// <summary>Which platforms this machine has guests for. That it lacks some keeps no other from working.</summary>
internal sealed class PlatformsCheck : IMachineCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public string Id => "platforms";

    public Finding Look(Patient patient)
    {
        if (!OperatingSystem.IsLinux()) return this.Ok("native alone: guests are Linux's");
        using var bound = new CancellationTokenSource(Limit);
        var probes = Task.WhenAll(PlatformDrivers.All.Select(driver => Probe(driver, bound.Token))).GetAwaiter().GetResult();
        var usable = probes.Where(probe => probe.WhyNot is null).Select(probe => probe.Platform).Prepend("native");
        var others = probes.Where(probe => probe.WhyNot is not null).Select(probe => $" {probe.Platform}: {probe.WhyNot}");
        return this.Ok($"usable: {string.Join(", ", usable)}.{string.Concat(others)}".TrimEnd('.'));
    }

    private static async Task<(string Platform, string? WhyNot)> Probe(IPlatformDriver driver, CancellationToken ct)
    {
        try
        {
            return (driver.Platform, await driver.Probe(ct));
        }
        catch (Exception e) when (e is ToolException or OperationCanceledException)
        {
            return (driver.Platform, e is ToolException ? e.Message : $"It could not be tried within {Limit.TotalSeconds} s.");
        }
    }
}
