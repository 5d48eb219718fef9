using System.Diagnostics;
using ActorBench.HostNode.Labs.Machines;
using ActorBench.HostNode.Labs.Wire;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Labs;

/// <summary>What labs leave whose owner was killed: names, links and processes.</summary>
public static class Leftovers
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Removes every lab of a dead owner and nothing else. Safe to call twice, at once, and without rights (then there is nothing it may see).</summary>
    /// <returns>The prefixes of the labs that are gone now.</returns>
    public static async Task<IReadOnlyList<string>> CleanUp(CancellationToken ct)
    {
        var removed = new List<string>();
        foreach (var claim in LabClaim.OfTheDead())
        {
            using (claim)
            {
                ct.ThrowIfCancellationRequested();
                await Remove(claim);
                if (claim.Prefix.Length > 0) removed.Add(claim.Prefix);
            }
        }

        return removed;
    }

    /// <summary>The prefixes of labs whose owner was killed and that nobody has cleaned up yet; none where this process may not see them.</summary>
    public static IReadOnlyList<string> OfTheDead()
    {
        var prefixes = new List<string>();
        foreach (var claim in LabClaim.OfTheDead())
        {
            using (claim)
            {
                if (claim.Prefix.Length > 0) prefixes.Add(claim.Prefix);
            }
        }

        return prefixes;
    }

    /// <summary>There is a namespace of this name.</summary>
    public static bool Stands(string name) => File.Exists(NetworkNamespace.PathOf(name));

    /// <summary>Takes a lab down, whatever part of it stands. Takes no token: half a removal is what it is there to prevent.</summary>
    internal static async Task Remove(LabClaim claim)
    {
        var clock = Stopwatch.StartNew();
        // An empty claim is of an owner that died before it made a name; "" would match every name there is.
        while (claim.Prefix.Length > 0 && await RemoveOnce(claim.Prefix))
            if (clock.Elapsed > Limit)
                throw new ToolException($"Lab {claim.Prefix} is not gone after {Limit.TotalSeconds} s: `ip netns list` shows what is left.", null);
        if (claim.Prefix.Length > 0) await CleanUpGuests(claim.Prefix);
        if (claim.Prefix.Length > 0) await Dom0Machine.RemoveAll(claim.Prefix);
        if (claim.Prefix.Length > 0) File.Delete(WireProcess.CountersPath(claim.Prefix));
        claim.Release();
    }

    /// <summary>Removes what the host node of a host outside of any lab has left of its guests. The caller holds the host's name.</summary>
    internal static async Task RemoveGuests(string prefix, CancellationToken ct)
    {
        for (var clock = Stopwatch.StartNew(); await RemoveOnce(prefix);)
        {
            ct.ThrowIfCancellationRequested();
            if (clock.Elapsed > Limit) throw new ToolException($"Guests of {prefix} are not gone after {Limit.TotalSeconds} s: `ip netns list` shows what is left.", null);
        }

        await CleanUpGuests(prefix);
    }

    /// <returns>True = something was there, so look again: a tool that was killed late may have made one more.</returns>
    private static async Task<bool> RemoveOnce(string prefix)
    {
        var orphans = LabMark.KillAll(prefix);
        var names = Names(prefix);
        var link = LabTopology.OwnersLinkOf(prefix);
        // Not the framework's list of interfaces, which throws when one of them goes while it is made. And /sys may show another namespace's.
        var linked = File.ReadLines("/proc/net/dev").Any(device => device.TrimStart().StartsWith($"{link}:", StringComparison.Ordinal));
        if (names.Count == 0 && !linked) return orphans > 0;

        await Inhabitants.Kill(names, prefix);
        await CleanUpGuests(prefix);
        await IpBatch.RunAll(
            null, [.. linked ? [$"link del {link}"] : Array.Empty<string>(), .. names.Select(name => $"netns del {name}")],
            prefix, CancellationToken.None);
        return true;
    }

    // Before the names go: a guest that its platform keeps outside of the lab's namespaces may hold one of them.
    private static async Task CleanUpGuests(string prefix)
    {
        foreach (var driver in PlatformDrivers.All) await driver.CleanUp(prefix, CancellationToken.None);
    }

    private static List<string> Names(string prefix) => Directory.Exists(NetworkNamespace.Folder)
        ? [.. Directory.EnumerateFileSystemEntries(NetworkNamespace.Folder, $"{prefix}-*").Select(path => Path.GetFileName(path)!)]
        : [];
}
