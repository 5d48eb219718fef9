using System.Diagnostics;

namespace ActorBench.CoordinatorBenchmark;

/// <summary>The program under test, with a store and a campaign file of its own.</summary>
/// <param name="first">Arguments before those of each command.</param>
internal sealed class Subject(string program, params string[] first) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-benchmark-").FullName;

    public string Store => Path.Combine(_folder, "store.db");

    public string Campaign(string yaml)
    {
        var path = Path.Combine(_folder, "campaign.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }

    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(program, [.. first, .. arguments, "--store", Store]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, line) => LastError = line.Data ?? LastError;
        process.BeginErrorReadLine();
        return process;
    }

    public string? LastError { get; private set; }

    public void Run(params string[] arguments)
    {
        using var process = Start(arguments);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with {process.ExitCode}: {LastError}");
    }

    /// <summary>Wall time of a whole command, its process's start included.</summary>
    public double Milliseconds(params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        Run(arguments);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Waits for a state with a bound.</summary>
    public static void Until(Func<bool> state, string what, TimeSpan bound)
    {
        var started = Stopwatch.GetTimestamp();
        while (!state())
        {
            if (Stopwatch.GetElapsedTime(started) > bound) throw new TimeoutException($"Not within {bound.TotalSeconds} s: {what}.");
            Thread.Sleep(50);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
