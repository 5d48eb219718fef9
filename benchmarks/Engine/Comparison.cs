using System.Globalization;

namespace ActorBench.EngineBenchmark;

/// <summary>Runs the engine and its rivals in turns and prints the ratios of their rates, cell by cell.</summary>
internal static class Comparison
{
    private const int ProbeExchanges = 20;
    private const double ProbeSeconds = 0.1;

    /// <param name="pairs">Rounds a cell. In each the engine and every rival run once, so each rival makes one pair with the engine.</param>
    public static void Print(IContestant engine, IReadOnlyList<IContestant> rivals, IReadOnlyList<BenchmarkCell> cells, int pairs, double seconds)
    {
        Console.WriteLine($"engine rate / rival rate over {pairs} pairs: min / median / max  [interval of the median, at least 95 %]");
        Console.WriteLine($"{"cell",-12} {"engine/s",10}  " + string.Join("  ", rivals.Select(rival => $"{"/ " + rival.Name,-42}")));
        foreach (var cell in cells)
        {
            var exchanges = Calibrate(engine, cell, seconds);
            var rounds = Enumerable.Range(0, pairs).Select(round => Round([engine, .. rivals], cell, exchanges, backwards: round % 2 == 1)).ToList();

            var columns = rivals.Select((_, i) => $"{new Ratios(rounds.Select(rates => rates[0] / rates[i + 1])),-42}");
            var median = new Ratios(rounds.Select(rates => rates[0])).Median;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cell.Name,-12} {median,10:0}  ") + string.Join("  ", columns));
        }
    }

    /// <summary>The machine's speed drifts: turns follow each other closely, and change direction, so that nobody is always first.</summary>
    /// <returns>Rates in the order of the contestants.</returns>
    private static double[] Round(IContestant[] contestants, BenchmarkCell cell, long exchanges, bool backwards)
    {
        var rates = new double[contestants.Length];
        for (var turn = 0; turn < rates.Length; turn++)
        {
            var next = backwards ? rates.Length - 1 - turn : turn;
            rates[next] = contestants[next].Run(cell, exchanges);
        }

        return rates;
    }

    /// <returns>Exchanges that take about <paramref name="seconds"/>.</returns>
    private static long Calibrate(IContestant engine, BenchmarkCell cell, double seconds)
    {
        engine.Run(cell, ProbeExchanges);
        var probe = engine.Run(cell, ProbeExchanges * 10) * ProbeSeconds;
        var rate = engine.Run(cell, Math.Max(ProbeExchanges, (long)probe));
        return Math.Max(ProbeExchanges, (long)(rate * seconds));
    }
}
