using ActorBench.Campaigns.Plans;
using ActorBench.HostNode.Images;
using ActorBench.HostNode.Labs.Machines;

namespace ActorBench.Cli.Labs;

/// <summary>What a lab is to be.</summary>
/// <param name="Machines">What its hosts are, a word of <see cref="LocalLabs.Machines"/>; null for namespaces.</param>
internal sealed record LabOrder(LabKind Kind, LabSpec Spec, string? Machines = null);

/// <summary>Every kind of lab that this machine can be asked for.</summary>
internal static class LocalLabs
{
    /// <summary>Hosts that are machines of their own.</summary>
    public static IReadOnlyList<string> Machines { get; } = [Xen];

    private const string Xen = "xen";

    public static async Task<ILocalLab> UpAsync(LabOrder order, CancellationToken cancel) => order switch
    {
        { Kind: LabKind.Netns, Machines: Xen } => await NetnsLocalLab.UpAsync(order.Spec, await Dom0Async(cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
        { Kind: LabKind.Netns } => await NetnsLocalLab.UpAsync(order.Spec, dom0: null, cancel).ConfigureAwait(false),
        _ => new LoopbackLocalLab(order.Spec),
    };

    /// <summary>Made on the way where there is none of this build.</summary>
    private static async Task<Dom0Image> Dom0Async(CancellationToken cancel)
    {
        if (Dom0Machines.Missing() is { Count: > 0 } missing) throw new CommandFailedException(ExitCode.Usage, string.Join('\n', missing));
        return await new ImageBuilder(CacheFolder.Standard, Console.Error.WriteLine).BuildDom0(cancel).ConfigureAwait(false);
    }
}
