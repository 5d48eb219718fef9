namespace ActorBench.HostNode.Platforms.Libvirt;

/// <summary>Waits for a domain's end in libvirt's own events: it costs nothing while the domain lives.</summary>
internal sealed class DomainEnd : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Virsh _virsh;
    private readonly string _name;
    private readonly TaskCompletionSource<int> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _watching;
    private volatile ChildProcess _events;
    private volatile bool _disposed;

    public DomainEnd(Virsh virsh, string name)
    {
        (_virsh, _name) = (virsh, name);
        _events = Listen();
        _watching = WatchAsync();
    }

    public Task<int> Seen => _seen.Task;

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _events.DisposeAsync();
        await _watching;
    }

    // event 'lifecycle' for domain 'v1': Stopped Destroyed
    private ChildProcess Listen() =>
        ChildProcess.Start([Tool.Find(Virsh.Program)!, .. _virsh.Words("event", "--domain", _name, "--event", "lifecycle", "--loop")], line =>
        {
            if (line.Contains(": Stopped", StringComparison.Ordinal) || line.Contains(": Crashed", StringComparison.Ordinal)) _seen.TrySetResult(0);
        });

    // A connection that a busy machine has lost is no domain's end.
    private async Task WatchAsync()
    {
        while (true)
        {
            var code = await _events.Exited;
            if (_disposed || _seen.Task.IsCompleted) return;
            if (!await LivesAsync())
            {
                _seen.TrySetResult(code);
                return;
            }

            await Task.Delay(Pause);
            if (_disposed) return;
            _events = Listen();
            // Disposed in between: nobody else would end this one.
            if (_disposed) await _events.DisposeAsync();
        }
    }

    // Without libvirtd nobody knows, and nobody could end the domain.
    private async Task<bool> LivesAsync()
    {
        try
        {
            return (await _virsh.State(_name, owner: null, CancellationToken.None)).State is GuestState.Running or GuestState.Paused;
        }
        catch (ToolException)
        {
            return false;
        }
    }
}
