using System.Diagnostics;

namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>Tools of the machine that a test sets its scene with.</summary>
internal static class Tools
{
    /// <returns>What it complains of; empty when all is well.</returns>
    public static async Task<string> TryAsync(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var complaint = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : $"exit {process.ExitCode}: {complaint}";
    }

    public static async Task RunAsync(string program, params IReadOnlyList<string> arguments)
    {
        var complaint = await TryAsync(program, arguments);
        Assert.True(complaint == "", $"{program} {string.Join(' ', arguments)}: {complaint}");
    }
}
