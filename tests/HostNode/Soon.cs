using System.Diagnostics;

namespace ActorBench.HostNode.Tests;

/// <summary>Waits for a state, never for a time.</summary>
internal static class Soon
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task Until(Func<bool> state, string what)
    {
        for (var clock = Stopwatch.StartNew(); !state(); await Task.Delay(5))
            Assert.True(clock.Elapsed < Limit, $"{what}: not within {Limit.TotalSeconds} s.");
    }

    public static Task<T> Soonest<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <returns>Of the program that a process runs; empty when it has ended.</returns>
    public static string Name(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>False for a zombie too: a process whose parent has not looked yet.</summary>
    public static bool Lives(int pid)
    {
        try
        {
            return !File.ReadLines($"/proc/{pid}/status").Any(line => line.StartsWith("State:\tZ", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
