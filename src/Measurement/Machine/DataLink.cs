using System.Net;
using ActorBench.Measurement.Native;
using ActorBench.Messages.Trials;
using Microsoft.Win32.SafeHandles;

namespace ActorBench.Measurement.Machine;

/// <summary>The interface that carries an endpoint's data address, found once and asked again around every trial.</summary>
internal sealed class DataLink : IDisposable
{
    private readonly Rtnetlink _netlink;
    private readonly SafeFileHandle _socket;
    private readonly LinkFeatures _features;

    private DataLink(Rtnetlink netlink, SafeFileHandle socket, int index, string name)
    {
        (_netlink, _socket, Index, Name) = (netlink, socket, index, name);
        _features = new LinkFeatures(socket, name);
        Details = new LinkDetails(socket, name);
    }

    public int Index { get; }

    public string Name { get; }

    public LinkDetails Details { get; }

    /// <summary>Every feature that is on, by the kernel's names, sorted.</summary>
    public IReadOnlyList<string> Features => _features.All();

    /// <summary>What rtnetlink says of this interface, good until the next question; empty once it is gone.</summary>
    public ReadOnlySpan<byte> Attributes => _netlink.Link(Index);

    /// <returns>Null where no interface has the address, or the system does not say.</returns>
    public static DataLink? TryFind(IPAddress address)
    {
        var netlink = Rtnetlink.TryOpen();
        if (netlink is null || NetworkCalls.OpenAny() is not { } socket)
        {
            netlink?.Dispose();
            return null;
        }

        // Every address 127.x is on loopback, which is always the first interface; only 127.0.0.1 is written on it.
        if ((netlink.Find(address) ?? (IPAddress.IsLoopback(address) ? 1 : null)) is { } index
            && LinkAttributes.Text(netlink.Link(index), LinkAttributes.Name) is { } name)
        {
            return new DataLink(netlink, socket, index, name);
        }

        netlink.Dispose();
        socket.Dispose();
        return null;
    }

    /// <summary>Names, kinds and queueing disciplines of the interfaces that this one holds together: a bridge's ports, a bond's members.</summary>
    public IEnumerable<(string Name, string? Kind, string? Qdisc)> Members() =>
        from link in _netlink.Links()
        where LinkAttributes.Number(link.Attributes, LinkAttributes.Master) == Index
        select (LinkAttributes.Text(link.Attributes, LinkAttributes.Name) ?? "", LinkAttributes.KindOf(link.Attributes), LinkAttributes.Text(link.Attributes, LinkAttributes.Qdisc));

    /// <returns>Null once the interface is gone.</returns>
    public LinkCounters? Read() => LinkCounters.Parse(_netlink.Link(Index));

    /// <returns>Null where either end of the trial could not be read.</returns>
    public InterfaceDelta? Between(LinkCounters? before, LinkCounters? after) => before is not { } from || after is not { } to
        ? null
        : new InterfaceDelta(
            Name,
            to.BytesIn - from.BytesIn,
            to.BytesOut - from.BytesOut,
            to.PacketsIn - from.PacketsIn,
            to.PacketsOut - from.PacketsOut,
            to.Drops - from.Drops,
            to.Errors - from.Errors,
            to.CarrierChanges - from.CarrierChanges,
            to.Mtu,
            _features.Offloads());

    public void Dispose()
    {
        _netlink.Dispose();
        _socket.Dispose();
    }
}
