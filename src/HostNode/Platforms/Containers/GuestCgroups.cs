using System.Diagnostics;
using System.Globalization;

namespace ActorBench.HostNode.Platforms.Containers;

/// <summary>The control groups of one guest: every driver has its tool put them at the top of each hierarchy, under the guest's own name.</summary>
internal static class GuestCgroups
{
    private const string Base = "/sys/fs/cgroup";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(3);

    /// <summary>v1, v2, or hybrid: controllers in v1 and the new hierarchy beside them.</summary>
    public static string Layout =>
        File.Exists($"{Base}/cgroup.controllers") ? "v2" : Directory.Exists($"{Base}/unified") ? "hybrid" : Directory.Exists(Base) ? "v1" : "none";

    /// <summary>Lets frozen processes run: in v1 not even SIGKILL ends one that stays frozen.</summary>
    public static void Thaw(string name)
    {
        foreach (var group in Groups(name))
        {
            Write($"{group}/freezer.state", "THAWED");
            Write($"{group}/cgroup.freeze", "0");
        }
    }

    /// <summary>Kills what is in them still: a runtime that was killed early may have left a process that is in no other place of the guest's.</summary>
    /// <exception cref="ToolException">They can't be removed all the same.</exception>
    public static async Task Remove(string name)
    {
        for (var clock = Stopwatch.StartNew(); Groups(name) is { Count: > 0 } groups; await Task.Delay(2))
        {
            if (clock.Elapsed > Bound) throw new ToolException($"{groups[^1]} of guest {name} is in use after {Bound.TotalSeconds} s of SIGKILL.", null);
            Thaw(name);
            foreach (var group in groups.Reverse())
            {
                foreach (var pid in Members(group)) LinuxCalls.SendSignal(pid, LinuxCalls.SigKill);
                RemoveOne(group);
            }
        }
    }

    // 0 is a process that this namespace can't see.
    private static int[] Members(string group)
    {
        try
        {
            return [.. File.ReadLines($"{group}/cgroup.procs").Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(pid => pid > 0)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static void RemoveOne(string group)
    {
        try
        {
            Directory.Delete(group);
        }
        catch (IOException)
        {
            // Gone already, or in use: a process that was killed leaves its groups after its name.
        }
    }

    /// <returns>The outer before the inner.</returns>
    private static IReadOnlyList<string> Groups(string name)
    {
        if (!Directory.Exists(Base)) return [];
        // Controllers that are one hierarchy have links to it: the second way finds nothing left.
        string[] hierarchies = [Base, .. Directory.EnumerateDirectories(Base)];
        return [.. hierarchies.SelectMany(top => (string[])[$"{top}/{name}", $"{top}/{name}-pivot"]).Where(Directory.Exists).SelectMany(Tree)];
    }

    private static IEnumerable<string> Tree(string group) => [group, .. Directory.EnumerateDirectories(group).SelectMany(Tree)];

    private static void Write(string file, string text)
    {
        try
        {
            if (File.Exists(file)) File.WriteAllText(file, text);
        }
        catch (IOException)
        {
            // It ended meanwhile.
        }
    }
}
