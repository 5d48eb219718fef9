using System.Net;

namespace ActorBench.HostNode.Platforms;

/// <summary>Places guests of one platform on this host. One file a platform.</summary>
public interface IPlatformDriver
{
    string Platform { get; }

    /// <returns>Null = usable here; else one sentence: why not, and what to install. Takes at most a second and leaves nothing.</returns>
    Task<string?> Probe(CancellationToken ct);

    /// <summary>Makes the guest's place and starts its program. Undoes itself on failure; replaces what a dead host node left under the same name.</summary>
    Task<IGuest> Start(GuestOrder order, CancellationToken ct);
}

/// <param name="Command">Program and arguments; <c>{data-address}</c> and <c>{management-address}</c> in them are filled in by the driver.</param>
/// <param name="Log">Gets each line that the guest writes, from any thread.</param>
public sealed record GuestOrder(HostNetwork Network, IReadOnlyList<string> Command, Action<string> Log);

/// <summary>A running guest. Disposing it is stopping it.</summary>
public interface IGuest : IAsyncDisposable
{
    string Platform { get; }

    IPAddress DataAddress { get; }

    IPAddress ManagementAddress { get; }

    /// <summary>Completes with the program's exit code, also when nobody asked it to end.</summary>
    Task<int> Exited { get; }

    /// <summary>How the guest is wired, for the trial's record.</summary>
    IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>Ends the program and removes the guest's place; safe to call again.</summary>
    Task Stop();
}
