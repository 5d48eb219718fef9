using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorBench.Messages.Trials;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace ActorBench.Measurement.Latency;

/// <summary>Counts latencies in the layout of an HdrHistogram of 1 ns to 1 h with 3 digits.</summary>
/// <remarks>
/// The counting itself is here and not in the library's <see cref="LongHistogram"/> because it has to be compiled into the
/// exchange loop: the library's method would be compiled again by the runtime while a window is open.
/// </remarks>
internal sealed class LatencyRecorder
{
    /// <summary>Longest latency told apart, some 36 minutes: HdrHistogram 2.5.0 loses the counts of its last bucket when it decodes.</summary>
    public const long HighestNs = (1L << 41) - 1;

    private const long HourNs = 3_600_000_000_000;
    private const int Digits = 3;
    // 3 digits ask for 2 x 10^3 values per bucket at single-unit resolution: the next power of two is 2^11.
    private const int SubBucketBits = 11;
    private const int HalfBits = SubBucketBits - 1;
    private const long SubBucketMask = (1L << SubBucketBits) - 1;

    [ThreadStatic]
    private static LatencyRecorder? ofThisThread;

    private readonly LongHistogram _histogram = new(1, HourNs, Digits);
    private readonly long[] _counts = new long[IndexOf(HighestNs) + 1];
    private readonly ByteBuffer _encoded;
    private long[]? _kept;

    public LatencyRecorder() => _encoded = ByteBuffer.Allocate(_histogram.GetNeededByteBufferCapacity());

    /// <summary>Over 260 KiB, so a measuring thread keeps one for all its trials.</summary>
    public static LatencyRecorder OfThisThread => ofThisThread ??= new LatencyRecorder();

    public void Reset() => Array.Clear(_counts);

    /// <summary>Largest latency recorded so far, as exact as its bucket; 0 for none.</summary>
    public long HighestSoFar()
    {
        var last = _counts.AsSpan().LastIndexOfAnyExcept(0);
        return last < 0 ? 0 : LowestValueAt(last + 1);
    }

    /// <summary>Puts the counts aside, so that what is recorded until <see cref="Restore"/> is forgotten.</summary>
    public void Keep() => _counts.CopyTo(_kept ??= new long[_counts.Length], 0);

    public void Restore() => _kept!.CopyTo(_counts, 0);

    /// <param name="latencyNs">Never negative; more than <see cref="HighestNs"/> counts as that.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(long latencyNs) =>
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_counts), IndexOf(Math.Min(latencyNs, HighestNs)))++;

    public LatencySummary Summarise()
    {
        _histogram.Reset();
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] != 0) _histogram.RecordValueWithCount(LowestValueAt(i), _counts[i]);
        }

        return new LatencySummary(Percentile(50), Percentile(90), Percentile(99), Percentile(100), Encode());
    }

    // The library refuses to look into an empty histogram; netperf's timing may well leave it empty.
    private long? Percentile(double percent) => _histogram.TotalCount == 0 ? null : _histogram.GetValueAtPercentile(percent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexOf(long value)
    {
        var bucket = 64 - SubBucketBits - BitOperations.LeadingZeroCount((ulong)(value | SubBucketMask));
        return (bucket << HalfBits) + (int)(value >> bucket);
    }

    private static long LowestValueAt(int index)
    {
        var bucket = Math.Max((index >> HalfBits) - 1, 0);
        return (long)(index - (bucket << HalfBits)) << bucket;
    }

    private byte[] Encode()
    {
        _encoded.Position = 0;
        var bytes = new byte[_histogram.EncodeIntoCompressedByteBuffer(_encoded)];
        _encoded.Position = 0;
        for (var i = 0; i < bytes.Length; i++) bytes[i] = _encoded.Get();
        return bytes;
    }
}
