using System.Net;

namespace ActorBench.HostNode.Platforms;

/// <summary>A guest as all platforms have it: it stands somewhere, has facts, and ends once, however often it is asked to.</summary>
internal abstract class Guest(string platform, GuestAddresses addresses, IReadOnlyDictionary<string, string> facts) : IGuest
{
    private readonly Lock _gate = new();
    private Task? _stopped;

    public string Platform => platform;

    public IPAddress DataAddress => addresses.Data;

    public IPAddress ManagementAddress => addresses.Management;

    public IReadOnlyDictionary<string, string> Facts => facts;

    public abstract Task<int> Exited { get; }

    public virtual bool Pauses => false;

    public virtual Task Pause(CancellationToken ct) => Task.CompletedTask;

    public virtual Task Resume(CancellationToken ct) => Task.CompletedTask;

    public Task Stop()
    {
        lock (_gate) return _stopped ??= StopOnce();
    }

    public ValueTask DisposeAsync() => new(Stop());

    /// <summary>Ends the program and removes all that was made for the guest.</summary>
    protected abstract Task StopOnce();
}
