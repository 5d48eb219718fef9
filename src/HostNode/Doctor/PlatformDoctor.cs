using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Doctor;

/// <summary>A platform on this machine.</summary>
/// <param name="WhyNot">Null = its guests can be started here; else one sentence: why not, and what to install.</param>
public sealed record PlatformFinding(string Platform, string? WhyNot);

/// <summary>Asks each driver whether its guests could be started here.</summary>
public static class PlatformDoctor
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Takes a second or two, and leaves nothing.</summary>
    public static async Task<IReadOnlyList<PlatformFinding>> Examine(CancellationToken ct) =>
        await Task.WhenAll(PlatformDrivers.All.Select(driver => Examine(driver, ct)));

    internal static async Task<PlatformFinding> Examine(IPlatformDriver driver, CancellationToken ct)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(Limit);
        try
        {
            return new PlatformFinding(driver.Platform, await driver.Probe(bound.Token));
        }
        catch (ToolException e)
        {
            return new PlatformFinding(driver.Platform, e.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new PlatformFinding(driver.Platform, $"Whether it can run here was not to be found out within {Limit.TotalSeconds} s.");
        }
    }
}
