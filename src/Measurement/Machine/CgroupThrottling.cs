using System.Buffers.Text;

namespace ActorBench.Measurement.Machine;

/// <summary>Periods in which this process, or a group around it, had used up its processor time.</summary>
internal sealed class CgroupThrottling : IDisposable
{
    // A quota is most often set on a group around the process's own, and its throttling is counted only there.
    private readonly List<ProcFile> _groups =
        [.. CgroupPaths.Of("cpu").Select(folder => ProcFile.TryOpen($"{folder}/cpu.stat")).OfType<ProcFile>()];

    /// <returns>Null where the kernel does not count it.</returns>
    public long? Periods()
    {
        long? sum = null;
        foreach (var group in _groups)
        {
            if (Parse(group.Read()) is { } periods) sum = (sum ?? 0) + periods;
        }

        return sum;
    }

    public void Dispose() => _groups.ForEach(group => group.Dispose());

    /// <param name="text">A name and a number a line; <c>nr_throttled</c> is missing where no quota can be set.</param>
    internal static long? Parse(ReadOnlySpan<byte> text)
    {
        var name = "nr_throttled "u8;
        var at = text.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(text[(at + name.Length)..], out long periods, out _) ? periods : null;
    }
}
