namespace ActorBench.Statistics.Findings.Rules;

internal sealed class LabelContradictedRule() : FindingRule(
    "LABEL_CONTRADICTED",
    FindingKind.Error,
    "An endpoint's machine says that it is something else than the platform's name does.",
    "Start the guest where its name says, or give the platform another name; 'actorbench report' lists the facts.",
    "Who starts a guest names its platform, and nothing else would tell a wrong name. Words such as vmware, kvm, xen or metal are held against the "
        + "processor's word for its hypervisor, the firmware's vendor, Xen's and OpenVZ's files and the NIC's driver. One fact in favour is enough, and a "
        + "machine that says nothing contradicts nothing.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => campaign.Environments
        .DistinctBy(seen => (seen.Host, seen.Platform, seen.Hash))
        .Select(seen => (Where: $"{seen.Host} {seen.Platform}", Seen: MachineIdentity.Contradicted(seen.Platform, seen.Facts)))
        .Where(one => one.Seen is not null)
        .Select(one => (one.Where, $"named {one.Seen!.Value.Word}, but {one.Seen.Value.Evidence}"))
        .Distinct();
}
