using System.Diagnostics;

namespace ActorBench.HostNode.Platforms;

/// <summary>A child whose standard input is a pipe from us: end of file tells it that we are gone, whatever we died of.</summary>
/// <remarks>It gets a session of its own, so that Ctrl-C in a terminal reaches only the command that the user sees.</remarks>
public sealed class ChildProcess : IAsyncDisposable
{
    // Lines written just before the end are worth waiting for; a grandchild that keeps the pipe open is not.
    private static readonly TimeSpan LastLines = TimeSpan.FromMilliseconds(200);

    private readonly Process _process;

    private ChildProcess(Process process, Action<string> line)
    {
        _process = process;
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exited.TrySetResult();
        process.EnableRaisingEvents = true; // after the handler: the child may have ended already
        Pid = process.Id;
        Exited = Watch(exited.Task, Task.WhenAll(Hand(process.StandardOutput, line), Hand(process.StandardError, line)));
    }

    public int Pid { get; }

    /// <summary>Completes with the exit code; 128 + n after signal n.</summary>
    public Task<int> Exited { get; }

    /// <param name="line">Gets each line of both outputs, from any thread.</param>
    public static ChildProcess Start(
        IReadOnlyList<string> command, Action<string> line, IReadOnlyDictionary<string, string>? environment = null)
    {
        // Behind setsid and nsenter a missing program would only show as their exit code.
        var program = Path.GetFileName(command[0]) == "nsenter" ? command.SkipWhile(word => word != "--").ElementAt(1) : command[0];
        if (Tool.Find(program) is null) throw new ToolException($"This machine has no {program}.", null);
        // setsid and nsenter replace themselves by the program, so the pid is the program's own.
        var argv = Tool.Find("setsid") is { } setsid ? [setsid, .. command] : command;
        var start = new ProcessStartInfo(argv[0], argv.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new ChildProcess(Process.Start(start)!, line);
    }

    /// <summary>Closes its input; after <paramref name="grace"/> SIGTERM; after as long again SIGKILL.</summary>
    public async Task<int> Stop(TimeSpan grace)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before us with bytes of ours unread.
        }

        foreach (var signal in (int[])[LinuxCalls.SigTerm, LinuxCalls.SigKill])
        {
            if (await EndsWithin(grace)) break;
            LinuxCalls.SendSignal(Pid, signal);
        }

        return await Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop(TimeSpan.FromSeconds(2));
        _process.Dispose();
    }

    private async Task<bool> EndsWithin(TimeSpan limit) => await Task.WhenAny(Exited, Task.Delay(limit)) == Exited;

    private async Task<int> Watch(Task exited, Task drained)
    {
        await exited;
        await Task.WhenAny(drained, Task.Delay(LastLines));
        return _process.ExitCode;
    }

    private static async Task Hand(StreamReader reader, Action<string> line)
    {
        while (await reader.ReadLineAsync() is { } text) line(text);
    }
}
