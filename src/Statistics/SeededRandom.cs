namespace ActorBench.Statistics;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same numbers from the same seed for good, which <see cref="Random"/> does not promise.</summary>
internal struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>0 to <paramref name="bound"/> − 1, by the high half of a product (Lemire 2019). Chances differ by less than one in 2^33.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <inheritdoc cref="Below(int)"/>
    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Between 0 and 1, neither included.</summary>
    public double NextFraction() => ((Next() >> 12) + 0.5) / (1UL << 52);
}
