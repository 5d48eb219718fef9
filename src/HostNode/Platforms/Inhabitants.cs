using System.Diagnostics;
using System.Globalization;
using ActorBench.HostNode.Platforms.Containers;

namespace ActorBench.HostNode.Platforms;

/// <summary>The processes inside namespaces. Deleting a name while one lives keeps the namespace and its links, unnamed.</summary>
internal static class Inhabitants
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Kills until none is left: a process that was just starting another one leaves that one for the next look.</summary>
    public static async Task Kill(IReadOnlyCollection<string> namespaces, string owner)
    {
        var clock = Stopwatch.StartNew();
        while (await Find(namespaces, owner) is { Count: > 0 } pids)
        {
            if (clock.Elapsed > Limit)
                throw new ToolException($"Process {pids[0]} in {string.Join(", ", namespaces)} did not end within {Limit.TotalSeconds} s of SIGKILL.", null);
            // A frozen process dies when it is thawed; in vain where a tool freezes it just then, hence each time.
            foreach (var name in namespaces) GuestCgroups.Thaw(name);
            foreach (var pid in pids) LinuxCalls.SendSignal(pid, LinuxCalls.SigKill);
            await Task.Delay(2);
        }
    }

    private static async Task<List<int>> Find(IReadOnlyCollection<string> namespaces, string owner)
    {
        var printed = await IpBatch.RunAll(null, [.. namespaces.Select(name => $"netns pids {name}")], owner, CancellationToken.None);
        return [.. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => int.Parse(text, CultureInfo.InvariantCulture))
            .Where(pid => pid != Environment.ProcessId)];
    }
}
