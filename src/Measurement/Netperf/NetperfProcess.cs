using System.ComponentModel;
using System.Diagnostics;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Netperf;

/// <summary>A program of netperf's as a child of the calling thread: it runs where the thread does, in its network namespace and on its processor.</summary>
/// <remarks>
/// The child dies with the thread, and so with the agent whatever that dies of (<c>PR_SET_PDEATHSIG</c>). The thread must therefore
/// outlive the trial, which a <see cref="MeasuringThread"/> does and a pooled thread may not.
/// </remarks>
internal sealed class NetperfProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _program;

    private NetperfProcess(Process process, string program) => (_process, _program) = (process, program);

    public static NetperfProcess Start(NetperfTools tools, string program, IReadOnlyList<string> arguments)
    {
        // Each of the first two replaces itself by what follows, so the pid and its parent stay.
        var start = new ProcessStartInfo(tools.Setsid, [tools.Setpriv, "--pdeathsig", "KILL", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        var name = Path.GetFileName(program);
        try
        {
            return new NetperfProcess(Process.Start(start)!, name);
        }
        catch (Win32Exception e)
        {
            throw new TrialFailedException(FailureKind.Internal, $"{name} did not start: {e.Message}.");
        }
    }

    /// <summary>Next line of its standard output; null when it has ended. Blocks, and wakes nobody until then.</summary>
    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>Its standard output to the end.</summary>
    /// <exception cref="TrialFailedException">It ended with another code than 0.</exception>
    public string ReadToEnd()
    {
        // One after the other: neither program writes more to its errors than a pipe holds.
        var output = _process.StandardOutput.ReadToEnd();
        return Ended(output) is { } failure ? throw new TrialFailedException(failure) : output;
    }

    /// <summary>Waits for its end; null when the code is 0.</summary>
    public TrialFailure? Ended(string output = "")
    {
        var errors = _process.StandardError.ReadToEnd();
        _process.WaitForExit();
        return _process.ExitCode == 0 ? null : NetperfFailures.Of(_program, _process.ExitCode, output, errors);
    }

    /// <summary>From any thread; what the calling thread reads then ends.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
