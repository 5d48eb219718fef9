using ActorBench.Campaigns.Plans;
using ActorBench.HostNode.Labs;

namespace ActorBench.Cli.Labs;

/// <summary>Which lab a campaign gets on this machine.</summary>
/// <param name="Why">One sentence for the user; null where the campaign named the lab itself.</param>
/// <param name="ReenterAsRoot">The lab needs this program to run once more, as root of a user namespace.</param>
internal sealed record LabChoice(LabKind Kind, string? Why, bool ReenterAsRoot)
{
    /// <exception cref="CommandFailedException">The lab that was asked for can't run here.</exception>
    public static LabChoice Make(LabKind asked)
    {
        if (asked == LabKind.Loopback) return new(LabKind.Loopback, null, false);
        var needsRoot = UserNamespace.Needed;
        var whyNot = needsRoot ? UserNamespace.WhyNot() : NetnsLab.WhyNot();
        if (whyNot is null)
        {
            var how = needsRoot || UserNamespace.Inside ? "in a user namespace of its own" : "as root";
            return new(LabKind.Netns, asked == LabKind.Auto ? $"Lab netns: this machine can make network namespaces {how}." : null, needsRoot);
        }

        return asked == LabKind.Auto
            ? new(LabKind.Loopback, $"Lab loopback, with platform native only, because no network namespaces can be had: {whyNot}", false)
            : throw new CommandFailedException(ExitCode.Usage, $"Lab netns can't run here: {whyNot} A run with '--lab loopback' needs none of it.");
    }

    /// <exception cref="CommandFailedException">The campaign names the hosts of a cluster, which no lab of this machine has.</exception>
    public static void RefuseNamedHosts(CampaignSpec spec)
    {
        if (spec.Hosts is not { } hosts) return;
        throw new CommandFailedException(
            ExitCode.Usage, $"hosts: the lab of a local run has hosts of its own, h1 to h{hosts.Count}. Give this campaign to the coordinator of {hosts[0]} and the others, or take 'hosts' out of it.");
    }
}
