using ActorBench.Campaigns.Plans;

namespace ActorBench.Cli.Labs;

/// <summary>What a lab is to be.</summary>
/// <param name="Machines">What its hosts are, a word of <see cref="LocalLabs.Machines"/>; null for namespaces.</param>
internal sealed record LabOrder(LabKind Kind, LabSpec Spec, string? Machines = null);

/// <summary>Every kind of lab that this machine can be asked for.</summary>
internal static class LocalLabs
{
    /// <summary>Hosts that are machines of their own.</summary>
    public static IReadOnlyList<string> Machines { get; } = [];

    public static async Task<ILocalLab> UpAsync(LabOrder order, CancellationToken cancel) => order switch
    {
        { Kind: LabKind.Netns } => await NetnsLocalLab.UpAsync(order.Spec, cancel).ConfigureAwait(false),
        _ => new LoopbackLocalLab(order.Spec),
    };
}
