using System.Diagnostics;

namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>How a command of the program ended.</summary>
internal sealed record Ended(int Code, string Output, string Errors)
{
    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Ended Expect(int code)
    {
        Assert.True(Code == code, $"exit {Code} instead of {code}\n--- stdout\n{Output}\n--- stderr\n{Errors}");
        return this;
    }
}

/// <summary>The real program as a process of its own; ended with the test, whatever becomes of the test.</summary>
internal sealed class Actorbench : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly List<string> _errors = [];
    private readonly TaskCompletionSource _errorsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Actorbench(Process process)
    {
        _process = process;
        Pid = process.Id;
        _output = process.StandardOutput.ReadToEndAsync();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) _errorsEnded.TrySetResult();
            else lock (_errors) _errors.Add(line.Data);
        };
        process.BeginErrorReadLine();
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "actorbench");

    public int Pid { get; }

    public bool HasEnded => _process.HasExited;

    public string ErrorsSoFar
    {
        get
        {
            lock (_errors) return string.Join('\n', _errors);
        }
    }

    public static Actorbench Start(Place place, params IReadOnlyList<string> arguments) => StartBehind([], place, arguments);

    /// <param name="words">Put before the program: what starts it elsewhere and becomes it, such as nsenter.</param>
    public static Actorbench StartBehind(IReadOnlyList<string> words, Place place, params IReadOnlyList<string> arguments)
    {
        string[] program =
        [
            .. words,
            // A shell's background job ignores Ctrl-C, and so would all that it starts.
            .. Signals.IgnoredHere(Signals.Interrupt) ? (string[])["env", "--default-signal=INT"] : [],
            .. place.OfOrdinaryUser ? OrdinaryUser.Prefix : [],
            .. place.UnderDotnet ? (string[])["dotnet", $"{Program}.dll"] : [Program],
        ];
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. arguments])
        {
            WorkingDirectory = place.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ACTORBENCH_STORE"] = place.Store;
        // Agents of a test leave nothing on the machine, unless it asks them to.
        start.Environment["ACTORBENCH_SPOOL"] = "none";
        foreach (var (name, value) in place.Environment) start.Environment[name] = value;
        return new Actorbench(Process.Start(start)!);
    }

    public static async Task<Ended> Run(Place place, params IReadOnlyList<string> arguments)
    {
        await using var program = Start(place, arguments);
        return await program.End();
    }

    public async Task<Ended> End(TimeSpan? bound = null)
    {
        var limit = bound ?? Bound;
        var ended = _process.WaitForExitAsync();
        Assert.True(await Task.WhenAny(ended, Task.Delay(limit)) == ended, $"Not ended after {limit.TotalSeconds} s:\n{ErrorsSoFar}");
        await _errorsEnded.Task;
        return new Ended(_process.ExitCode, await _output, ErrorsSoFar);
    }

    /// <summary>Waits until the store of a run has so many accepted trials; reads it beside the run, with the program's own reader.</summary>
    public Task UntilAccepted(Place place, int trials) => Soon.Until(
        () =>
        {
            Assert.False(_process.HasExited, $"ended early:\n{ErrorsSoFar}");
            return Stored.Accepted(place.Store) >= trials;
        },
        $"{trials} trials accepted");

    public void Signal(int signal) => Signals.Send(Pid, signal);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // Agents end by themselves when this one does.
            Signal(Signals.Kill);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
