using System.Diagnostics;

namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>Waits for a state, never for a time.</summary>
internal static class Soon
{
    /// <summary>A loaded machine of two cores starts a program of this size in seconds.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    public static async Task<T> Some<T>(Func<T?> state, string what, TimeSpan? limit = null)
        where T : class
    {
        var bound = limit ?? Limit;
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            if (state() is { } found) return found;
            Assert.True(clock.Elapsed < bound, $"{what}: not within {bound.TotalSeconds} s.");
        }
    }

    public static Task Until(Func<bool> state, string what, TimeSpan? limit = null) => Some(() => state() ? "" : null, what, limit);
}
