using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Netperf;

/// <summary>The programs of this machine that the engine netperf runs: what the PATH of this very process leads to, never a name from a message.</summary>
/// <param name="Setsid">Gives a child a session of its own: Ctrl-C in a terminal would end netperf early, and netperf would print a result.</param>
/// <param name="Setpriv">Has the kernel kill a child when the thread that started it is gone.</param>
public sealed record NetperfTools(string Netperf, string Netserver, string Setsid, string Setpriv)
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>One sentence that says what is missing and how to get it; null where the engine can run.</summary>
    public static string? WhyNot() => WhyNot(Path);

    /// <exception cref="TrialFailedException">A program is missing.</exception>
    internal static NetperfTools Find() =>
        WhyNot() is { } missing
            ? throw new TrialFailedException(FailureKind.Unable, missing)
            : new NetperfTools(Find("netperf", Path)!, Find("netserver", Path)!, Find("setsid", Path)!, Find("setpriv", Path)!);

    /// <param name="path">Folders parted by colons, as in the variable PATH.</param>
    internal static string? WhyNot(string path)
    {
        foreach (var program in (string[])["netperf", "netserver"])
        {
            if (Find(program, path) is null)
                return $"This machine has no {program} on its PATH; Debian carries it in the component non-free: add that to the package sources, then 'apt-get install netperf'.";
        }

        foreach (var program in (string[])["setsid", "setpriv"])
        {
            if (Find(program, path) is null)
                return $"This machine has no {program} on its PATH, which the engine netperf is run with; install the package util-linux.";
        }

        return null;
    }

    internal static string? Find(string program, string path) =>
        path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => System.IO.Path.Combine(folder, program)).FirstOrDefault(CanRun);

    private static string Path => Environment.GetEnvironmentVariable("PATH") ?? "";

    private static bool CanRun(string file) =>
        File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Executable) != 0);
}
