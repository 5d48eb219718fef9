using System.Numerics;

namespace ActorBench.Campaigns.Scheduling;

/// <summary>
/// The random numbers of a block. Ours, because <see cref="Random"/> promises no sequence across versions of .NET and a plan
/// must come out the same for good.
/// </summary>
/// <remarks>
/// xoshiro256** (Blackman and Vigna 2018). Its four words are successive outputs of SplitMix64 begun at
/// <c>first output of SplitMix64(seed) xor block</c>: the first output spreads neighbouring seeds apart, and adding the block
/// after it keeps one block's words from being the next one's, shifted by one.
/// </remarks>
internal sealed class PlanRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public PlanRandom(ulong seed, int block)
    {
        var state = seed;
        state = SplitMix64(ref state) ^ (ulong)block;
        _s0 = SplitMix64(ref state);
        _s1 = SplitMix64(ref state);
        _s2 = SplitMix64(ref state);
        _s3 = SplitMix64(ref state);
    }

    /// <summary>Fisher-Yates from the last element down (Durstenfeld 1964).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = (int)Below((ulong)last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>0 to <paramref name="bound"/> − 1, each with the same chance (Lemire 2019: multiply, refuse the uneven rest).</summary>
    public ulong Below(ulong bound)
    {
        var uneven = unchecked(0UL - bound) % bound;
        while (true)
        {
            var high = Math.BigMul(Next(), bound, out var low);
            if (low >= uneven) return high;
        }
    }

    public ulong Next()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            var shifted = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= shifted;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>Steele, Lea and Flood 2014, with the constants of Vigna's public domain code.</summary>
    private static ulong SplitMix64(ref ulong state)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
