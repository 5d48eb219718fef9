using System.Globalization;
using ActorBench.Messages.Trials;

namespace ActorBench.Statistics.Validity;

internal sealed class StealRule : IValidityRule
{
    private const double MostPercent = 5;

    /// <summary>Time is counted in ticks of 10 ms, so in a short window a single one may be rounding.</summary>
    private const long LeastTicks = 2;

    public string Code => "steal";

    public string Sentence =>
        "More than 5 % of the processors' time inside the window went to other virtual machines of the same host; measure when it is quiet, or on processors that nobody shares.";

    public string? Evidence(TrialEvidence trial) => trial.Ends
        .Where(end => end.Cpu.Steal >= LeastTicks && Percent(end.Cpu) > MostPercent)
        .Select(end => string.Create(CultureInfo.InvariantCulture, $"{Percent(end.Cpu):0.0} % of the time of the {end.End}'s processors was stolen"))
        .FirstOrDefault();

    private static double Percent(CpuTicks cpu) => 100.0 * cpu.Steal / cpu.All;
}
