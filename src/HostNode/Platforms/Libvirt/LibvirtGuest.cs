using System.Net;
using ActorBench.HostNode.Platforms.Machines;

namespace ActorBench.HostNode.Platforms.Libvirt;

/// <summary>A running domain that libvirt keeps.</summary>
internal sealed class LibvirtGuest(
    Virsh virsh, string name, HostNetwork network, (IPAddress Data, IPAddress Management) addresses, DomainEnd end, IReadOnlyDictionary<string, string> facts) : IGuest
{
    private readonly Lock _gate = new();
    private Task? _stopped;

    public string Platform => LibvirtPlatform.Name;

    public IPAddress DataAddress => addresses.Data;

    public IPAddress ManagementAddress => addresses.Management;

    public Task<int> Exited => end.Seen;

    public IReadOnlyDictionary<string, string> Facts => facts;

    public bool Pauses => true;

    public Task Pause(CancellationToken ct) => Switch(GuestState.Running, "suspend", ct);

    public Task Resume(CancellationToken ct) => Switch(GuestState.Paused, "resume", ct);

    public Task Stop()
    {
        lock (_gate) return _stopped ??= StopOnce();
    }

    public ValueTask DisposeAsync() => new(Stop());

    private async Task Switch(GuestState from, string order, CancellationToken ct)
    {
        if ((await virsh.State(name, network.Prefix, ct)).State == from) await virsh.Run([order, name], network.Prefix, ct);
    }

    private async Task StopOnce()
    {
        await virsh.Remove(name, network.Prefix);
        await end.DisposeAsync();
        Directory.Delete(MachineFolder.Of(name), recursive: true);
    }
}
