using System.Diagnostics;

namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>The operator's program as a process of its own.</summary>
internal static class PbmProgram
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    /// <param name="address">Of the coordinator, as a person types it.</param>
    /// <param name="line">Words of the command.</param>
    public static Task<Ended> Run(Place place, string address, string line) => Run(place, [address, .. line.Split(' ')]);

    public static async Task<Ended> Run(Place place, IReadOnlyList<string> words)
    {
        using var process = Start(place, words);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Bound);
        return new Ended(process.ExitCode, await output, await errors);
    }

    /// <summary>Reads what a command streams until a line has the text, then ends it with Ctrl-C.</summary>
    /// <param name="meanwhile">Called once the command runs.</param>
    public static async Task<(string Line, int Code)> Until(Place place, string address, string line, string text, Func<Task> meanwhile)
    {
        using var process = Start(place, [address, .. line.Split(' ')]);
        var found = FindAsync(process.StandardOutput, text);
        await meanwhile();
        var seen = await found.WaitAsync(Bound);
        Signals.Send(process.Id, Signals.Interrupt);
        await process.WaitForExitAsync().WaitAsync(Bound);
        Assert.Equal("", await process.StandardError.ReadToEndAsync());
        return (seen, process.ExitCode);
    }

    private static async Task<string> FindAsync(StreamReader lines, string text)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal)) return line;
        }

        throw new Xunit.Sdk.XunitException($"It ended without a line with '{text}'.");
    }

    private static Process Start(Place place, IReadOnlyList<string> words)
    {
        string[] program = [.. Signals.IgnoredHere(Signals.Interrupt) ? (string[])["env", "--default-signal=INT"] : [], Path.Combine(AppContext.BaseDirectory, "pbm")];
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. words])
        {
            WorkingDirectory = place.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in place.Environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
