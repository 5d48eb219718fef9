namespace ActorBench.EngineBenchmark;

/// <summary>Ratios of paired runs, and an interval of their median that assumes no distribution.</summary>
internal sealed class Ratios(IEnumerable<double> ratios)
{
    private readonly double[] _sorted = [.. ratios.Order()];

    public double Min => _sorted[0];

    public double Max => _sorted[^1];

    public double Median => (_sorted[(_sorted.Length - 1) / 2] + _sorted[_sorted.Length / 2]) / 2;

    /// <summary>The narrowest pair of order statistics that covers the median with at least 95 %; all of the range for fewer than six.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            var rank = 0;
            // Each value lies below the median with probability 1/2, so the number below it is binomial.
            for (var (tail, term, n) = (0.0, Math.Pow(0.5, _sorted.Length), _sorted.Length); rank < n / 2; rank++)
            {
                tail += term;
                if (tail > 0.025) break;
                term *= (double)(n - rank) / (rank + 1);
            }

            rank = Math.Max(rank, 1);
            return (_sorted[rank - 1], _sorted[^rank]);
        }
    }

    public override string ToString() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Min:0.000} / {Median:0.000} / {Max:0.000}  [{Interval.Low:0.000}, {Interval.High:0.000}]");
}
