using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace ActorBench.Statistics.Shape;

/// <summary>Test of normality by Shapiro and Wilk (1965), in Royston's form (Applied Statistics 44, 1995, algorithm AS R94).</summary>
/// <remarks>A small p says that the values are not normal. A large one says little: ten values seldom betray their distribution.</remarks>
public static class ShapiroWilk
{
    public const int FewestValues = 3;
    public const int MostValues = 5000;

    /// <summary>A p-value below it says that the values are not normal.</summary>
    public const double NotNormal = 0.05;

    /// <returns>Null for fewer than 3 or more than 5000 values, and for values without spread.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TestResult? Test(ReadOnlySpan<double> values)
    {
        var sorted = Sample.Sorted(values);
        var n = sorted.Length;
        if (n is < FewestValues or > MostValues || sorted[0] == sorted[^1]) return null;
        var weights = Weights(n);
        var mean = RunningMoments.Of(sorted).Mean;
        // Weights and distances are taken about their centres, so that large means cost no digits.
        var (slope, squares) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            slope += weights[i] * (sorted[i] - mean);
            squares += (sorted[i] - mean) * (sorted[i] - mean);
        }

        var w = Math.Min(1, slope * slope / squares);
        return new TestResult(w, PValue(w, n));
    }

    /// <summary>Royston's approximation to the best weights of the order statistics; antisymmetric, with squares that sum to 1.</summary>
    private static double[] Weights(int n)
    {
        var weights = new double[n];
        if (n == 3)
        {
            (weights[0], weights[2]) = (-Constants.Sqrt1Over2, Constants.Sqrt1Over2);
            return weights;
        }

        // Blom's scores, the expected values of normal order statistics.
        for (var i = 0; i < n; i++) weights[i] = Normal.InvCDF(0, 1, (i + 1 - 0.375) / (n + 0.25));
        var squares = weights.Sum(m => m * m);
        var u = 1 / Math.Sqrt(n);
        var last = (weights[^1] / Math.Sqrt(squares)) + Polynomial.Evaluate(u, 0, 0.221157, -0.147981, -2.071190, 4.434685, -2.706056);
        var scores = (Last: weights[^1], Next: weights[^2]);
        var (rest, share) = (squares - (2 * scores.Last * scores.Last), 1 - (2 * last * last));
        var next = 0.0;
        if (n > 5)
        {
            next = (scores.Next / Math.Sqrt(squares)) + Polynomial.Evaluate(u, 0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633);
            rest -= 2 * scores.Next * scores.Next;
            share -= 2 * next * next;
        }

        var scale = Math.Sqrt(share / rest);
        for (var i = 0; i < n; i++) weights[i] *= scale;
        (weights[0], weights[^1]) = (-last, last);
        if (n > 5) (weights[1], weights[^2]) = (-next, next);
        return weights;
    }

    /// <summary>A transform of 1 − W is about normal; its mean and deviation were fitted by simulation (Royston 1992).</summary>
    private static double PValue(double w, int n)
    {
        if (n == 3) return Math.Max(0, 6 / Math.PI * (Math.Asin(Math.Sqrt(w)) - Math.Asin(Math.Sqrt(0.75))));
        var y = Math.Log(1 - w);
        double mean, deviation;
        if (n <= 11)
        {
            var gamma = -2.273 + (0.459 * n);
            if (y >= gamma) return 0;
            y = -Math.Log(gamma - y);
            mean = Polynomial.Evaluate(n, 0.5440, -0.39978, 0.025054, -6.714e-4);
            deviation = Math.Exp(Polynomial.Evaluate(n, 1.3822, -0.77857, 0.062767, -0.0020322));
        }
        else
        {
            var x = Math.Log(n);
            mean = Polynomial.Evaluate(x, -1.5861, -0.31082, -0.083751, 0.0038915);
            deviation = Math.Exp(Polynomial.Evaluate(x, -0.4803, -0.082676, 0.0030302));
        }

        return Normal.CDF(0, 1, (mean - y) / deviation);
    }
}
