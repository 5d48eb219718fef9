using System.Net;

namespace ActorBench.HostNode.Platforms;

/// <summary>A program in its <see cref="GuestPlace"/>.</summary>
/// <param name="remove">Removes the place, and all else that was made for the guest.</param>
internal sealed class NamespaceGuest(
    GuestPlace place, ChildProcess program, IReadOnlyDictionary<string, string> facts, Func<Task> remove) : IGuest
{
    // An agent that was told to end has nothing to do but close its sockets.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task? _stopped;

    public string Platform => place.Platform;

    public IPAddress DataAddress => place.DataAddress;

    public IPAddress ManagementAddress => place.ManagementAddress;

    public Task<int> Exited => program.Exited;

    public IReadOnlyDictionary<string, string> Facts => facts;

    public bool Pauses => false;

    // To stop each process by itself would let the others see it.
    public Task Pause(CancellationToken ct) => Task.CompletedTask;

    public Task Resume(CancellationToken ct) => Task.CompletedTask;

    public Task Stop()
    {
        lock (_gate) return _stopped ??= StopOnce();
    }

    public ValueTask DisposeAsync() => new(Stop());

    private async Task StopOnce()
    {
        await program.Stop(Grace);
        await program.DisposeAsync();
        await remove();
    }
}
