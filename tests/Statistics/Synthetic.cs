using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Tests;

/// <summary>Campaigns whose rates are chosen, block by block.</summary>
internal static class Synthetic
{
    /// <summary>Blom's scores of ten normal values, in an order without a pattern: a cell on which nothing is wrong.</summary>
    private static readonly double[] Scores = [0.12, -1.00, 0.66, -0.38, 1.00, 0.38, -0.66, 1.55, -0.12, -1.55];

    /// <summary>Ten rates with a CV of about one per cent.</summary>
    public static double[] Calm(double mean = 90, double cv = 0.01) => [.. Scores.Select(score => mean * (1 + (cv * score)))];

    public static Cell Cell(string platform = "native", int bytes = 1024, Protocol protocol = Protocol.Tcp, CellRole role = CellRole.Measured) =>
        new(platform, protocol, "all", bytes, bytes, role);

    /// <summary>Block after block, one trial of each cell that has a rate left.</summary>
    public static IReadOnlyList<PairEvents.TrialRecorded> Trials(params IReadOnlyList<(Cell Cell, double[] MbitS)> cells)
    {
        var trials = new List<PairEvents.TrialRecorded>();
        for (var block = 0; block < cells.Max(cell => cell.MbitS.Length); block++)
        {
            foreach (var (cell, rates) in cells.Where(cell => block < cell.MbitS.Length)) trials.Add(Trial(trials.Count + 1, block + 1, cell, rates[block]));
        }

        return trials;
    }

    public static AnalysisInput Input(IEnumerable<ITrialEvent> facts, WireShape? wire = null)
    {
        var all = facts.ToList();
        Cell[] cells = [.. all.Select(fact => fact.Spec.Cell).Distinct()];
        return new AnalysisInput(cells, [.. cells.Select(cell => all.Count(fact => fact.Spec.Cell == cell))], "native", wire, all, new HashSet<int>());
    }

    public static CampaignAnalysis Analysis(params IReadOnlyList<(Cell Cell, double[] MbitS)> cells) => CampaignAnalysis.Of(Input(Trials(cells)));

    public static PairEvents.TrialRecorded With(this PairEvents.TrialRecorded trial, Func<InitiatorReport, InitiatorReport> initiator) =>
        trial with { Result = trial.Result with { Initiator = initiator(trial.Result.Initiator) } };

    public static PairEvents.TrialRecorded Counting(this PairEvents.TrialRecorded trial, Func<ExchangeCounters, ExchangeCounters> counters) =>
        trial.With(initiator => initiator with { Counters = counters(initiator.Counters) });

    public static PairEvents.TrialRecorded Flagged(this PairEvents.TrialRecorded trial, params string[] flags) => trial with { Result = trial.Result with { Flags = flags } };

    private static PairEvents.TrialRecorded Trial(int number, int block, Cell cell, double mbitS) =>
        Trial(new TrialSpec(number, block, block, Some.Pair, cell), mbitS);

    public static PairEvents.TrialRecorded Trial(TrialSpec spec, double mbitS)
    {
        const long Exchanges = 1000;
        var cell = spec.Cell;
        var (bytesOut, bytesIn) = (Exchanges * cell.RequestBytes, Exchanges * cell.ResponseBytes);
        var elapsed = (long)Math.Round((bytesOut + bytesIn) * 8e3 / mbitS);
        return (Some.Recorded(spec.Number, cell) with { Spec = spec })
            .With(initiator => initiator with { Counters = new ExchangeCounters(Exchanges, bytesOut, bytesIn, elapsed) });
    }
}
