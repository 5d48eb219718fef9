using System.Net;

namespace ActorBench.HostNode.Platforms;

/// <summary>Places guests of one platform on this host. One file a platform, and one line in <see cref="PlatformDrivers"/>.</summary>
public interface IPlatformDriver
{
    string Platform { get; }

    /// <summary>The platform's part of every address of its guests (see <see cref="HostNetwork"/>), 1 to 15; no two drivers have the same.</summary>
    int Number { get; }

    /// <summary>From the order until the guest's node has registered. <see cref="Start"/> is cancelled after it.</summary>
    TimeSpan StartBound { get; }

    /// <returns>Null = usable here; else one sentence: why not, and what to install. Takes at most a second and leaves nothing.</returns>
    Task<string?> Probe(CancellationToken ct);

    /// <returns>Null = guests can stand on this network; else one sentence.</returns>
    string? WhyNotOn(HostNetwork network) => network.WhyNoGuest(Platform, Number);

    /// <summary>Makes the guest's place and starts its program. Undoes itself on failure; replaces what a dead host node left under the same name.</summary>
    /// <exception cref="ToolException">One sentence that ends with the tool's own last line.</exception>
    Task<IGuest> Start(GuestOrder order, CancellationToken ct);

    /// <summary>Removes all that a dead lab of this prefix left of this platform, and nothing of another lab. Costs next to nothing where nothing was left.</summary>
    Task CleanUp(string prefix, CancellationToken ct);
}

/// <param name="Network">Where the guest stands, and which addresses it gets.</param>
/// <param name="Command">
/// Program and arguments. The driver fills in <c>{data-address}</c> and <c>{management-address}</c> in any word, and puts <c>--fact name=value</c>,
/// once for each of the guest's facts, in place of the word <c>{facts}</c>: <see cref="GuestWords"/>.
/// </param>
/// <param name="Log">Gets each line that the guest writes, from any thread.</param>
public sealed record GuestOrder(HostNetwork Network, IReadOnlyList<string> Command, Action<string> Log)
{
    /// <summary>Files and folders of this machine that the command needs; a guest sees them under the same names and can't write them.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Variables that the command needs beside those that every program has.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

/// <summary>A running guest. Disposing it is stopping it.</summary>
public interface IGuest : IAsyncDisposable
{
    string Platform { get; }

    IPAddress DataAddress { get; }

    IPAddress ManagementAddress { get; }

    /// <summary>Completes with the program's exit code, also when nobody asked it to end.</summary>
    Task<int> Exited { get; }

    /// <summary>How the guest is wired and what holds it, for the trial's record.</summary>
    IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>The platform freezes all of a guest's processes at once; else <see cref="Pause"/> and <see cref="Resume"/> do nothing.</summary>
    bool Pauses { get; }

    /// <summary>Safe to repeat.</summary>
    Task Pause(CancellationToken ct);

    /// <summary>Safe to repeat.</summary>
    Task Resume(CancellationToken ct);

    /// <summary>Ends the program, also a paused one, and removes the guest's place; safe to call again.</summary>
    Task Stop();
}
