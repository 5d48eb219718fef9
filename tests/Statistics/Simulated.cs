namespace ActorBench.Statistics.Tests;

/// <summary>Samples from known distributions, by the inverse of the distribution function; the same for the same seed.</summary>
internal static class Simulated
{
    public static double[] Normal(ref SeededRandom random, int n, double mean = 0, double sd = 1)
    {
        var values = new double[n];
        for (var i = 0; i < n; i++) values[i] = MathNet.Numerics.Distributions.Normal.InvCDF(mean, sd, random.NextFraction());
        return values;
    }

    public static double[] LogNormal(ref SeededRandom random, int n, double sigma) =>
        [.. Normal(ref random, n, 0, sigma).Select(Math.Exp)];

    /// <summary>The share of so many simulated samples of which something holds.</summary>
    public static double Share(int samples, ulong seed, SampleHolds holds)
    {
        var random = new SeededRandom(seed);
        var count = 0;
        for (var i = 0; i < samples; i++) count += holds(ref random) ? 1 : 0;
        return (double)count / samples;
    }

    internal delegate bool SampleHolds(ref SeededRandom random);
}
