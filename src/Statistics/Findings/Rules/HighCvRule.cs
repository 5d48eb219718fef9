using ActorBench.Statistics.Stopping;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class HighCvRule() : FindingRule(
    "HIGH_CV",
    FindingKind.Warning,
    "The cell's rates scatter by more than 10 % of their mean, so a small difference to another platform can't be seen in it.",
    "Run 'actorbench doctor', quieten the machine, pin the ends (lab.cpus), take longer trials; or take as many repetitions as the evidence says.",
    "CV is the standard deviation (n - 1) over the mean. 10 % is where pyperf's check calls a benchmark unstable. At a CV of 10 % it takes 62 trials to "
        + "know a mean to 2.5 %, by n = (1.96 CV / r)^2. The evidence gives the CV with its 95 % interval by Vangel, which is wide: from 10 trials it "
        + "reaches from 0.69 to 1.83 times the CV.")
{
    private const double Most = 0.10;
    private const double HalfWidth = 0.025;

    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => Cells(campaign, cell =>
        cell.Figures.Moments.CoefficientOfVariation is > Most and var cv
            ? Text($"CV {100 * cv:0.0} %{Ends(cell.Figures.CvInterval)}, n = {cell.N}; ±{100 * HalfWidth} % would take {Repetitions.ForHalfWidth(cv, HalfWidth)} trials")
            : null);

    private static string Ends(Interval? interval) => interval is { } ends ? Text($" [{100 * ends.Low:0.0}, {100 * ends.High:0.0}]") : "";
}
