using System.Globalization;

namespace ActorBench.HostNode.Platforms.Containers;

/// <summary>How many files a guest may have open: as many as this process may have. A runtime that asks for more is refused.</summary>
internal static class OpenFiles
{
    private const long Enough = 65_536;

    public static long Most { get; } = Read(File.ReadLines("/proc/self/limits"));

    internal static long Read(IEnumerable<string> limits)
    {
        var hard = limits.First(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        return long.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? Math.Min(most, Enough) : Enough;
    }
}
