using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Labs;

/// <summary>A lab without root: the same program once more, as root of a user namespace of its own that dies with its last process.</summary>
public static class UserNamespace
{
    private const string Mark = "ACTORBENCH_USERNS";
    private const string Prepared = "prepared";

    private static readonly string[] Wrapper =
        ["--user", "--map-root-user", "--net", "--mount", "--propagation", "private", "--"];

    /// <summary>This process was started by <see cref="Reexec"/>, or by one that was.</summary>
    public static bool Inside => Environment.GetEnvironmentVariable(Mark) is not null;

    public static bool Needed => OperatingSystem.IsLinux() && !Environment.IsPrivilegedProcess && !Inside;

    /// <returns>Null = user namespaces work here; else one sentence why not.</returns>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux()) return "User namespaces are Linux's.";
        try
        {
            Tool.Run("unshare", [.. Wrapper, Tool.Find("true") ?? "true"], TimeSpan.FromSeconds(1)).GetAwaiter().GetResult();
            return null;
        }
        catch (ToolException e)
        {
            return $"User namespaces are not allowed here (user.max_user_namespaces, kernel.unprivileged_userns_clone or AppArmor): {e.Message}";
        }
    }

    /// <summary>Runs this program with <paramref name="args"/> inside, on the same input, output and process group, and returns its exit code.</summary>
    /// <remarks>
    /// A signal to this process alone is handed on as SIGTERM. Ctrl-C in a terminal reaches the inner program by itself as well, which has to
    /// take the two for one. Call it on the main thread: the inner program dies with the thread that started it.
    /// </remarks>
    /// <param name="prepare">Adds what the inner program needs of this one's.</param>
    public static int Reexec(string[] args, Action<ProcessStartInfo>? prepare = null)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no program file to start again.");
        // Under the dotnet host the program is its first argument.
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, Environment.GetCommandLineArgs()[0]] : [program];
        var start = new ProcessStartInfo(Tool.Find("unshare") ?? "unshare", [.. Wrapper, .. self, .. args]);
        start.Environment[Mark] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        prepare?.Invoke(start);
        using var child = Process.Start(start)!;
        var interrupted = false;
        using var interrupt = HandOn(PosixSignal.SIGINT, () => interrupted = true);
        using var terminate = HandOn(PosixSignal.SIGTERM, () => { });
        child.WaitForExit();
        return interrupted && child.ExitCode == 128 + LinuxCalls.SigTerm ? 128 + LinuxCalls.SigInt : child.ExitCode;

        PosixSignalRegistration HandOn(PosixSignal signal, Action note) => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            note();
            LinuxCalls.SendSignal(child.Id, LinuxCalls.SigTerm);
        });
    }

    /// <summary>First thing inside: a /run where <c>ip netns</c> may write, and loopback up. Does nothing outside or again.</summary>
    public static void Prepare()
    {
        if (Environment.GetEnvironmentVariable(Mark) is not { } outer || outer == Prepared) return;
        // Whoever kills the program kills the pid that he sees, the outer one's; -9 leaves it no time to hand that on.
        if (!LinuxCalls.DieWith(int.Parse(outer, CultureInfo.InvariantCulture))) Environment.Exit(128 + LinuxCalls.SigKill);
        OwnRun.Mount();
        Tool.Run("ip", ["link", "set", "lo", "up"], TimeSpan.FromSeconds(5)).GetAwaiter().GetResult();
        // Inherited by the agents that this process starts, which live in the same mount namespace.
        Environment.SetEnvironmentVariable(Mark, Prepared);
    }
}
