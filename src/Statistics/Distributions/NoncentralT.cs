using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace ActorBench.Statistics.Distributions;

/// <summary>Student's t about a mean that is not zero: T = (Z + δ) / √(χ²/ν).</summary>
/// <remarks>
/// By integration over Z, for t &gt; 0: P(T ≤ t) = ∫ φ(z) P(χ² ≥ ν ((z + δ)/t)²) dz. The usual series (Lenth 1989, AS 243) underflows
/// beyond δ = 37; a CV of 0.1 % in ten trials means δ = 3,000.
/// </remarks>
internal static class NoncentralT
{
    // The normal density beyond 9 holds less than 1e-18.
    private const double Reach = 9;
    private const double Accuracy = 1e-12;

    /// <param name="t">Positive.</param>
    public static double Cumulative(double t, double degreesOfFreedom, double delta)
    {
        var from = Math.Clamp(-delta, -Reach, Reach);
        return Normal.CDF(0, 1, from) + Integrate.GaussKronrod(Density, from, Reach, Accuracy);

        double Density(double z)
        {
            var ratio = (z + delta) / t;
            return Normal.PDF(0, 1, z) * SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, degreesOfFreedom * ratio * ratio / 2);
        }
    }

    /// <returns>The δ at which <paramref name="t"/> is the quantile of <paramref name="probability"/>; null where that is not above 0.</returns>
    public static double? Delta(double t, double degreesOfFreedom, double probability)
    {
        if (Excess(0) <= 0) return null;
        var high = t + 1;
        while (Excess(high) > 0) high *= 2;
        return Brent.FindRoot(Excess, 0, high, Accuracy * high, 200);

        double Excess(double delta) => Cumulative(t, degreesOfFreedom, delta) - probability;
    }
}
