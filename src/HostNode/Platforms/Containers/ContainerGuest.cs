using System.Net;

namespace ActorBench.HostNode.Platforms.Containers;

/// <summary>A guest whose platform may freeze it.</summary>
/// <param name="freeze">Freezes, or thaws where the flag says so; null where the platform can't.</param>
internal sealed class ContainerGuest(ChildGuest guest, Func<bool, CancellationToken, Task>? freeze) : IGuest
{
    private readonly SemaphoreSlim _one = new(1);
    private bool _paused;

    public string Platform => guest.Platform;

    public IPAddress DataAddress => guest.DataAddress;

    public IPAddress ManagementAddress => guest.ManagementAddress;

    public Task<int> Exited => guest.Exited;

    public IReadOnlyDictionary<string, string> Facts => guest.Facts;

    public bool Pauses => freeze is not null;

    public Task Pause(CancellationToken ct) => Freeze(paused: true, ct);

    public Task Resume(CancellationToken ct) => Freeze(paused: false, ct);

    public async Task Stop()
    {
        try
        {
            // A frozen one does not see that its input has ended.
            await Resume(CancellationToken.None);
        }
        catch (ToolException)
        {
            // It has ended meanwhile, or its platform is broken; it is killed in a moment.
        }

        await guest.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _one.Dispose();
    }

    private async Task Freeze(bool paused, CancellationToken ct)
    {
        if (freeze is null) return;
        await _one.WaitAsync(ct);
        try
        {
            // Some of the tools take it for an error to be asked twice.
            if (_paused == paused) return;
            await freeze(!paused, ct);
            _paused = paused;
        }
        finally
        {
            _one.Release();
        }
    }
}
