using ActorBench.Statistics.Analysis;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class ContendedRule() : FindingRule(
    "CONTENDED",
    FindingKind.Warning,
    "Pairs that ran at once took something from each other: together each is slower than alone.",
    "Take the rates alone for what a pair can do; give the pairs apart what the evidence says they share, or compare platforms at one level of concurrency only.",
    "R is a pair's rate among others over its rate alone in the same repetition, as geometric mean over pairs and repetitions with Student's 95 % interval of "
        + "the logarithms (ranks where these are not normal). The rule speaks when all of the interval is below 0.99. What is shared is a guess: the processors, where hosts are namespaces "
        + "of one machine or the endpoints were busier than 90 %; else what the network has between them. Each cell and level is asked apart, without adjustment.")
{
    /// <summary>Per cent of its processors that an endpoint's machine can be busy before these are what is short.</summary>
    private const double Busy = 90;

    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => campaign.Analysis.Levels
        .Where(one => one.IsContended)
        .Select(one => (Name(one.Cell.Cell), Evidence(one, campaign)));

    private static string Evidence(LevelFigures one, FindingContext campaign)
    {
        var ratio = one.BesideAlone!.Test!.Value.Ratio;
        var total = one.TotalMbitS is { } sum ? Text($"; together {sum.Value:0.###} Mbit/s of {one.Level} × {Alone(one):0.###}, Jain's index {one.LeastJain:0.000} in the worst round") : "";
        return Text($"R = {ratio.Value:0.000} [{ratio.Interval!.Value.Low:0.000}, {ratio.Interval.Value.High:0.000}] over {one.BesideAlone.Blocks} blocks{total}; shared perhaps: {Shared(one, campaign)}");
    }

    /// <summary>The mean alone that the ratio says.</summary>
    private static double Alone(LevelFigures one) => one.Cell.Figures.Moments.Mean / one.BesideAlone!.Test!.Value.Ratio.Value;

    private static string Shared(LevelFigures one, FindingContext campaign)
    {
        if (campaign.Analysis.Input.OneMachine) return "the processors of the machine that plays all hosts";
        var busiest = new[] { one.Cell.InitiatorCpu?.BusyPercent.Median, one.Cell.ResponderCpu?.BusyPercent.Median }.Max();
        return busiest > Busy ? Text($"the endpoints' processors ({busiest:0} % busy)") : "an uplink or switch between the pairs, or a machine that several hosts run on";
    }
}
