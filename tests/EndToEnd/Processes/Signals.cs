using System.Globalization;
using System.Runtime.InteropServices;

namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>Signals of Linux, sent to one process by its pid.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int pid, int signal)
    {
        Assert.True(pid > 1, "Only a single process may be signalled.");
        _ = SendTo(pid, signal);
    }

    /// <summary>This process ignores the signal, as its children do then.</summary>
    public static bool IgnoredHere(int signal) =>
        File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } mask
            && (ulong.Parse(mask[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) == 1;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendTo(int pid, int signal);
}
