namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>Waits for a machine's node by what the machine writes.</summary>
internal static class Waiting
{
    /// <param name="bound">What the token was made with, for the sentence.</param>
    /// <exception cref="ToolException">The machine has ended, or its node has not registered in time; with its last line.</exception>
    public static async Task UntilRegistered(this MachineLines lines, string platform, Task<int> ended, TimeSpan bound, CancellationToken ct)
    {
        try
        {
            if (await Task.WhenAny(lines.Registered, ended).WaitAsync(ct) == lines.Registered) return;
        }
        catch (OperationCanceledException)
        {
            throw new ToolException($"The {platform} guest's node has not registered within {bound.TotalSeconds} s{Last()}", null);
        }

        throw new ToolException($"The {platform} guest ended before its node had registered{Last()}", await ended);

        string Last() => lines.Last.TrimEnd('.') is { Length: > 0 } line ? $": {line}." : ".";
    }
}
