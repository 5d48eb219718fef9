using System.Diagnostics;
using System.Globalization;

namespace ActorBench.Measurement.Tests.Netperf;

/// <summary>The programs that this process has started and that are alive, by name. A zombie is not.</summary>
internal static class Children
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    public static IReadOnlyList<int> Of(string program) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let name = Path.GetFileName(folder)
           where name.All(char.IsAsciiDigit)
           let pid = int.Parse(name, CultureInfo.InvariantCulture)
           where Status(pid, "PPid") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
               && Status(pid, "Name") == program && Status(pid, "State")?[0] != 'Z'
           select pid,
    ];

    /// <summary>A field of <c>/proc/PID/status</c>; null where the process has gone.</summary>
    public static string? Status(int pid, string field)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith(field + ":", StringComparison.Ordinal))?.Split(':')[1].Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static async Task<T> Await<T>(string program, Func<int, T?> seen)
        where T : class
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            if (Of(program).Select(seen).FirstOrDefault(found => found is not null) is { } found) return found;
            Assert.True(Stopwatch.GetElapsedTime(began) < Bound, $"{program} never came.");
            await Task.Delay(5);
        }
    }

    public static async Task AwaitNone(string program)
    {
        var began = Stopwatch.GetTimestamp();
        while (Of(program).Count > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Bound, $"{program} stayed.");
            await Task.Delay(5);
        }
    }
}
