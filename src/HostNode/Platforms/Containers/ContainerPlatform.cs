using System.Collections.Concurrent;
using System.Diagnostics;

namespace ActorBench.HostNode.Platforms.Containers;

/// <summary>Guests that a tool of the machine puts into a container, in a namespace that is wired like that of a bare guest.</summary>
/// <remarks>
/// The tool stays in the foreground as our child: its end is the guest's, its standard input the guest's, and nobody else has to reap it.
/// All that it keeps is in the guest's folder, under the guest's control groups or bears the guest's mark, so that a guest can be
/// removed without the tool, whatever state a crash has left it in.
/// </remarks>
internal abstract class ContainerPlatform(string platform, int number) : NamespacePlatform(platform, number, new BridgeWiring())
{
    protected static readonly TimeSpan Quick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KillBound = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, string> _versions = [];

    /// <summary>The program that must be there, and the package that has it.</summary>
    protected abstract (string Program, string Package) Needs { get; }

    protected virtual bool Pauses => true;

    public override async Task<string?> Probe(CancellationToken ct)
    {
        if (Tool.Find(Needs.Program) is null) return $"This machine has no {Needs.Program}: install the package {Needs.Package}.";
        if (!IsRootOfTheMachine) return $"Platform {Platform} needs root of this machine, not of a user namespace: run as root.";
        if (await ScratchNetwork.Refuses("ip", Wiring.ProbeLines, ct) is { } refused) return refused;
        try
        {
            await Version(ct);
            return WhyNot();
        }
        catch (ToolException e)
        {
            return e.Message;
        }
    }

    public override async Task CleanUp(string prefix, CancellationToken ct)
    {
        foreach (var folder in GuestFolder.Of(prefix, Platform)) await Remove(folder);
    }

    /// <returns>Null = usable; else one sentence on what else the platform lacks here.</returns>
    protected virtual string? WhyNot() => null;

    /// <summary>Writes what the tool reads, and says how it is called.</summary>
    private protected abstract IReadOnlyList<string> Prepare(ContainerOrder order);

    /// <summary>The tool's command that freezes or thaws a running guest.</summary>
    private protected virtual IReadOnlyList<string> PauseCommand(GuestFolder folder, bool resume) => throw new NotSupportedException();

    /// <summary>What stands in the environment of the guest's tool, and of all that the tool starts outside of the guest.</summary>
    private protected virtual IEnumerable<string> Marks(GuestFolder folder) => [$"{LabMark.Variable}={folder.Name}"];

    /// <summary>A line of the tool's own that says nothing to anybody.</summary>
    private protected virtual bool IsNoise(string line) => false;

    /// <summary>What the tool leaves elsewhere; the guest has ended.</summary>
    private protected virtual void RemoveTraces(GuestFolder folder)
    {
    }

    private protected override async Task<IGuest> Run(GuestPlace place, GuestOrder order, CancellationToken ct)
    {
        var folder = new GuestFolder(place.Name);
        var binds = GuestFolder.Binds(order.Paths);
        folder.Create(binds);
        place.Add("guest.tool", await Version(ct));
        place.Add("guest.cgroups", GuestCgroups.Layout);
        place.Add("guest.root", "the machine's /usr");
        if (Tool.Find(order.Command[0]) is not { } program) throw new ToolException($"This machine has no {order.Command[0]}.", null);
        var command = Prepare(new ContainerOrder(folder, place, binds, [program, .. place.Fill(order.Command).Skip(1)], order.Environment));
        var child = ChildProcess.Start(command, line => { if (!IsNoise(line)) order.Log(line); }, new Dictionary<string, string> { ["LC_ALL"] = "C", [LabMark.Variable] = folder.Name });
        return new ContainerGuest(
            new ChildGuest(Platform, place.Addresses, place.Facts, child, () => Remove(place)),
            Pauses ? (resume, token) => Freeze(folder, resume, token) : null);
    }

    private protected override async Task Remove(GuestPlace place)
    {
        await Remove(new GuestFolder(place.Name), () => Inhabitants.Kill([place.Name], place.Network.Prefix), File.Exists(NetworkNamespace.PathOf(place.Name)));
        await place.Remove();
    }

    private static bool IsRootOfTheMachine =>
        Environment.IsPrivilegedProcess && File.ReadAllText("/proc/self/uid_map").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is ["0", "0", "4294967295"];

    private Task Remove(GuestFolder folder) => Remove(folder, () => Task.CompletedTask, inhabited: false);

    private async Task Remove(GuestFolder folder, Func<Task> killInside, bool inhabited)
    {
        if (!folder.Exists && !inhabited) return;
        GuestCgroups.Thaw(folder.Name);
        var clock = Stopwatch.StartNew();
        // The tool before what it holds: it would tidy up after its guest while the same is done here.
        while (Marks(folder).Sum(LabMark.KillMarked) > 0)
        {
            if (clock.Elapsed > KillBound) throw new ToolException($"{Needs.Program} of guest {folder.Name} did not end within {KillBound.TotalSeconds} s of SIGKILL.", null);
            await Task.Delay(2);
        }

        await killInside();
        RemoveTraces(folder);
        // Before the folder, without which nobody would look for them again.
        await GuestCgroups.Remove(folder.Name);
        folder.Remove();
    }

    private async Task Freeze(GuestFolder folder, bool resume, CancellationToken ct)
    {
        var command = PauseCommand(folder, resume);
        await Tool.Run(command[0], [.. command.Skip(1)], Quick, input: null, owner: folder.Name, ct);
    }

    private async Task<string> Version(CancellationToken ct)
    {
        if (_versions.TryGetValue(Needs.Program, out var known)) return known;
        var printed = await Tool.Run(Needs.Program, ["--version"], Quick, ct);
        var first = printed.Split('\n')[0].Trim();
        // lxc-start prints the number alone.
        return _versions[Needs.Program] = first.Contains(' ', StringComparison.Ordinal) ? first : $"{Platform} {first}";
    }
}

/// <param name="Command">Program and arguments inside, filled in.</param>
internal sealed record ContainerOrder(
    GuestFolder Folder, GuestPlace Place, IReadOnlyList<string> Binds, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment)
{
    public string NetworkNamespace => Platforms.NetworkNamespace.PathOf(Place.Name);

    /// <summary>name=value of all that the program finds in its environment.</summary>
    public IEnumerable<string> Variables =>
        ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", .. Environment.Select(one => $"{one.Key}={one.Value}")];
}
