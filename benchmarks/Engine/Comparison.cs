using System.Globalization;

namespace ActorBench.EngineBenchmark;

/// <summary>Runs the engine and its rivals in turns and prints the ratios of their rates, cell by cell.</summary>
internal static class Comparison
{
    private const int ProbeExchanges = 20;

    public static void Print(IContestant engine, IReadOnlyList<IContestant> rivals, IReadOnlyList<BenchmarkCell> cells, int pairs, double seconds)
    {
        Console.WriteLine($"engine rate / rival rate over {pairs} pairs: min / median / max  [interval of the median, at least 95 %]");
        Console.WriteLine($"{"cell",-12} {"engine/s",10}  " + string.Join("  ", rivals.Select(rival => $"{"/ " + rival.Name,-42}")));
        foreach (var cell in cells)
        {
            var exchanges = Calibrate(engine, cell, seconds);
            var ratios = rivals.ToDictionary(rival => rival, _ => new List<double>());
            var rates = new List<double>();
            for (var pair = 0; pair < pairs; pair++)
            {
                foreach (var rival in rivals)
                {
                    // Whoever is first may find the machine in another state: turns are taken at that too.
                    var (own, other) = pair % 2 == 0
                        ? (engine.Run(cell, exchanges), rival.Run(cell, exchanges))
                        : Swap(rival.Run(cell, exchanges), engine.Run(cell, exchanges));
                    ratios[rival].Add(own / other);
                    rates.Add(own);
                }
            }

            var columns = rivals.Select(rival => $"{new Ratios(ratios[rival]),-42}");
            var median = rates.Count == 0 ? engine.Run(cell, exchanges) : new Ratios(rates).Median;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cell.Name,-12} {median,10:0}  ") + string.Join("  ", columns));
        }
    }

    /// <returns>Exchanges that take about <paramref name="seconds"/>.</returns>
    private static long Calibrate(IContestant engine, BenchmarkCell cell, double seconds)
    {
        engine.Run(cell, ProbeExchanges);
        var rate = engine.Run(cell, ProbeExchanges * 10);
        return Math.Max(ProbeExchanges, (long)(rate * seconds));
    }

    private static (double Own, double Other) Swap(double other, double own) => (own, other);
}
