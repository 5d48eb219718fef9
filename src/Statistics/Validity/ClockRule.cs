using System.Globalization;

namespace ActorBench.Statistics.Validity;

internal sealed class ClockRule : IValidityRule
{
    /// <summary>Both clocks are slewed alike, so what is left is a step, or a thread that was interrupted five times between two readings.</summary>
    private const long MostNs = 10_000_000;

    public string Code => "clock";

    public string Sentence => "The wall clock was set inside the trial, or the machine was paused; durations are not taken from it, but something stopped or set the machine.";

    public string? Evidence(TrialEvidence trial) => trial.Ends
        .Where(end => end.Machine is { } machine && Math.Abs(machine.ClockStepNs) > MostNs)
        .Select(end => string.Create(CultureInfo.InvariantCulture, $"the {end.End}'s wall clock stepped by {end.Machine!.ClockStepNs / 1e6:0.0} ms"))
        .FirstOrDefault();
}
