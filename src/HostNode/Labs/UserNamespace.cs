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
    /// Ctrl-C reaches the inner program by itself, since it is in the same group; this one only waits for its end. Call it on
    /// the main thread: the inner program dies with the thread that started it.
    /// </remarks>
    public static int Reexec(string[] args)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no program file to start again.");
        // Under the dotnet host the program is its first argument.
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, Environment.GetCommandLineArgs()[0]] : [program];
        var start = new ProcessStartInfo(Tool.Find("unshare") ?? "unshare", [.. Wrapper, .. self, .. args]);
        start.Environment[Mark] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        ConsoleCancelEventHandler wait = (_, pressed) => pressed.Cancel = true;
        Console.CancelKeyPress += wait;
        try
        {
            using var child = Process.Start(start)!;
            using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            {
                // SIGTERM goes to one process, not to the group: hand it on.
                signal.Cancel = true;
                LinuxCalls.SendSignal(child.Id, LinuxCalls.SigTerm);
            });
            child.WaitForExit();
            return child.ExitCode;
        }
        finally
        {
            Console.CancelKeyPress -= wait;
        }
    }

    /// <summary>First thing inside: a /run of its own, where <c>ip netns</c> may write, and loopback up. Does nothing outside or again.</summary>
    public static void Prepare()
    {
        if (Environment.GetEnvironmentVariable(Mark) is not { } outer || outer == Prepared) return;
        // Whoever kills the program kills the pid that he sees, the outer one's; -9 leaves it no time to hand that on.
        if (!LinuxCalls.DieWith(int.Parse(outer, CultureInfo.InvariantCulture))) Environment.Exit(128 + LinuxCalls.SigKill);
        LinuxCalls.MountTmpfs("/run");
        Tool.Run("ip", ["link", "set", "lo", "up"], TimeSpan.FromSeconds(5)).GetAwaiter().GetResult();
        // Inherited by the agents that this process starts, which live in the same mount namespace.
        Environment.SetEnvironmentVariable(Mark, Prepared);
    }
}
