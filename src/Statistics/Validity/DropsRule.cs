namespace ActorBench.Statistics.Validity;

internal sealed class DropsRule : IValidityRule
{
    public string Code => "drops";

    public string Sentence =>
        "An endpoint's interface, or the queue behind it, dropped packets or counted errors; look at 'ip -s link', the rings and net.core.netdev_max_backlog. "
        + "What a shaper or a firewall drops is not counted here.";

    public string? Evidence(TrialEvidence trial) => trial.Ends
        .Where(end => end.Machine is { } machine && (machine.Data is { Drops: > 0 } or { Errors: > 0 } || machine.SoftnetDropped > 0))
        .Select(end => $"{end.Machine!.Data?.Drops ?? 0} drops and {end.Machine.Data?.Errors ?? 0} errors on the {end.End}'s interface, {end.Machine.SoftnetDropped ?? 0} in its receive queues")
        .FirstOrDefault();
}
