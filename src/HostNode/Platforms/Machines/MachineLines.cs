using ActorBench.Agents;

namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>What a machine's guest node writes, and what keeps the machine: the only news of it before a coordinator has taken it.</summary>
internal sealed class MachineLines(Action<string> log)
{
    private readonly TaskCompletionSource _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Registered => _registered.Task;

    public string Last { get; private set; } = "";

    public void Take(string line)
    {
        if (line.Trim() == AgentProgram.Announcement)
        {
            _registered.TrySetResult();
            return;
        }

        if (line.Trim().Length == 0) return;
        Last = line.Trim();
        log(line);
    }

    /// <param name="ended">Completes with the end of the machine.</param>
    /// <param name="bound">What the token was made with, for the sentence.</param>
    /// <param name="console">Gives what stands in for the last line where there is none: these are nearer to the cause than the kernel's.</param>
    /// <exception cref="ToolException">The machine has ended, or its node has not registered in time; with its last line.</exception>
    public async Task UntilRegistered(string platform, Task<int> ended, TimeSpan bound, CancellationToken ct, Func<string>? console = null)
    {
        try
        {
            if (await Task.WhenAny(Registered, ended).WaitAsync(ct) == Registered) return;
        }
        catch (OperationCanceledException)
        {
            throw new ToolException($"The {platform} guest's node has not registered within {bound.TotalSeconds} s{End()}", null);
        }

        throw new ToolException($"The {platform} guest ended before its node had registered{End()}", await ended);

        string End() => (Last.Length > 0 ? Last : console?.Invoke() ?? "").TrimEnd('.') is { Length: > 0 } line ? $": {line}." : ".";
    }
}
