using System.Diagnostics;

namespace ActorBench.Measurement.Machine;

/// <summary>How far the wall clock is ahead of the monotonic one. Both are slewed alike, so only a step of the wall clock changes it.</summary>
internal static class WallClock
{
    private const int Tries = 5;

    // Reading both clocks takes some 100 ns; more means that the thread was interrupted between them.
    private static readonly long CloseTogether = Stopwatch.Frequency / 200_000;

    /// <returns>Nanoseconds, of which only a difference between two readings means something.</returns>
    public static long AheadNs()
    {
        var (best, ahead) = (long.MaxValue, 0L);
        for (var i = 0; i < Tries && best > CloseTogether; i++)
        {
            var before = Stopwatch.GetTimestamp();
            var wall = DateTime.UtcNow.Ticks * 100;
            var after = Stopwatch.GetTimestamp();
            if (after - before >= best) continue;
            best = after - before;
            ahead = wall - before - (best / 2);
        }

        return ahead;
    }
}
