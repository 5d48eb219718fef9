namespace ActorBench.Statistics.Latency;

/// <summary>Quantiles of positive values of unknown range to a relative accuracy (DDSketch; Masson, Rim and Lee 2019).</summary>
/// <remarks>For what an HdrHistogram's fixed range does not hold. Counts add, so that merging in any order gives the same sketch.</remarks>
public sealed class DdSketch
{
    private readonly double _gamma;
    private readonly SortedDictionary<int, long> _counts = [];

    /// <param name="accuracy">α: a quantile is off by this fraction of itself at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">The accuracy is not between 0 and 1.</exception>
    public DdSketch(double accuracy = 0.01)
    {
        if (accuracy is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(accuracy), accuracy, "A relative accuracy is a fraction between 0 and 1.");
        Accuracy = accuracy;
        _gamma = (1 + accuracy) / (1 - accuracy);
    }

    public double Accuracy { get; }

    public long Count { get; private set; }

    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public void Add(double value, long count = 1)
    {
        var bin = BinOf(value);
        _counts[bin] = _counts.GetValueOrDefault(bin) + count;
        Count += count;
    }

    /// <exception cref="ArgumentException">The other sketch has another accuracy.</exception>
    public void Merge(DdSketch other)
    {
        if (other.Accuracy != Accuracy) throw new ArgumentException($"A sketch of accuracy {other.Accuracy} cannot be added to one of {Accuracy}.", nameof(other));
        foreach (var (bin, count) in other._counts) _counts[bin] = _counts.GetValueOrDefault(bin) + count;
        Count += other.Count;
    }

    /// <returns>Null without values.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is outside 0 to 1.</exception>
    public double? Quantile(double p)
    {
        if (p is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A quantile is asked for by a fraction from 0 to 1.");
        var rank = p * (Count - 1);
        var seen = 0L;
        foreach (var (bin, count) in _counts)
        {
            seen += count;
            if (seen > rank) return ValueOf(bin);
        }

        return null;
    }

    /// <summary>Bin i holds the values above γ^(i−1), up to γ^i.</summary>
    internal int BinOf(double value) => value > 0 && double.IsFinite(value)
        ? (int)Math.Ceiling(Math.Log(value) / Math.Log(_gamma))
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A sketch takes positive, finite values.");

    internal double ValueOf(int bin) => 2 * Math.Pow(_gamma, bin) / (_gamma + 1);
}
