using System.Diagnostics;
using System.Globalization;
using ActorBench.HostNode.Labs;

namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>The user nobody, as whom root starts the program where a test is about having no rights.</summary>
internal static class OrdinaryUser
{
    private const int Nobody = 65534;

    /// <summary>Put before a command it runs as nobody, under the same pid.</summary>
    public static IReadOnlyList<string> Prefix { get; } =
        ["setpriv", "--reuid", Nobody.ToString(CultureInfo.InvariantCulture), "--regid", Nobody.ToString(CultureInfo.InvariantCulture), "--clear-groups"];

    /// <summary>Skips the test where nobody can't run the program, or can't have a user namespace.</summary>
    public static async Task Needed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Becoming another user takes root.");
        Assert.SkipWhen(UserNamespace.WhyNot() is not null, UserNamespace.WhyNot() ?? "");
        Assert.SkipWhen(await Run([.. Prefix, Actorbench.Program, "version"]) != 0, "Another user may not run the program where it lies.");
    }

    public static async Task Give(string folder) => Assert.Equal(0, await Run(["chown", Nobody.ToString(CultureInfo.InvariantCulture), folder]));

    private static async Task<int> Run(IReadOnlyList<string> command)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return 127;
        }
    }
}
