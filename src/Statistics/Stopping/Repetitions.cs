using MathNet.Numerics.Distributions;

namespace ActorBench.Statistics.Stopping;

/// <summary>How many repetitions a question needs, known before it is asked. CVs, widths and overheads as fractions: 0.025 for 2.5 %.</summary>
public static class Repetitions
{
    /// <summary>n = (z·CV/r)², rounded up: values until an interval of a mean is as narrow.</summary>
    /// <param name="halfWidth">r, relative to the mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fraction is not positive.</exception>
    public static int ForHalfWidth(double cv, double halfWidth, double level = Interval.UsualLevel)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfWidth);
        return AtLeastOne(Normal.InvCDF(0, 1, 1 - (Sample.MissRate(level) / 2)) * Positive(cv) / halfWidth, 1);
    }

    /// <summary>n = 2·(z + z′)²·(CV/δ)², rounded up: values of each platform until a difference as large is found.</summary>
    /// <param name="overhead">δ, relative to the baseline.</param>
    /// <param name="power">The chance of finding it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fraction is not positive.</exception>
    public static int ToDetect(double cv, double overhead, double level = Interval.UsualLevel, double power = 0.8)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(overhead);
        var z = Normal.InvCDF(0, 1, 1 - (Sample.MissRate(level) / 2)) + Normal.InvCDF(0, 1, power);
        return AtLeastOne(z * Positive(cv) / overhead, 2);
    }

    /// <summary>Repetitions within one of the next level up, such as trials a process, that spend the time best (Kalibera and Jones 2013).</summary>
    /// <param name="costAbove">Time that one more at the next level costs beside its repetitions: a process start, a boot.</param>
    /// <param name="cost">Time of one repetition, in the same unit.</param>
    /// <param name="variance">T² of this level, from <see cref="TwoLevels.Within"/>.</param>
    /// <param name="varianceAbove">T² of the next level, from <see cref="TwoLevels.Between"/>.</param>
    /// <returns>⌈√(costAbove/cost · variance/varianceAbove)⌉, 1 at least; null where the next level shows no variance, and one of it will do.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A cost is not positive.</exception>
    public static int? PerLevel(double costAbove, double cost, double variance, double varianceAbove)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(costAbove);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cost);
        return varianceAbove > 0 ? (int)Math.Max(1, Math.Ceiling(Math.Sqrt(costAbove / cost * (Math.Max(0, variance) / varianceAbove)))) : null;
    }

    private static double Positive(double cv)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cv);
        return cv;
    }

    private static int AtLeastOne(double root, double times) => (int)Math.Clamp(Math.Ceiling(times * root * root), 1, int.MaxValue);
}
