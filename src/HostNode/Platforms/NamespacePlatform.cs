using System.Globalization;

namespace ActorBench.HostNode.Platforms;

/// <summary>Guests that are a bare network namespace on the host. The platforms differ in one thing: how the data link is wired.</summary>
/// <remarks>
/// Nothing here flushes neighbours before a guest starts. Every address of a lab keeps the MAC that answers for it: guests
/// have fixed MACs, and a routed guest is always answered for by its host's bridge, whose MAC is fixed too.
/// </remarks>
public abstract class NamespacePlatform : IPlatformDriver
{
    private protected NamespacePlatform(string platform, int addressOffset)
    {
        Platform = platform;
        AddressOffset = addressOffset;
    }

    public string Platform { get; }

    /// <summary>Added to the host's number it makes the guest's last address byte.</summary>
    internal int AddressOffset { get; }

    internal abstract string Device { get; }

    public Task<string?> Probe(CancellationToken ct) => ScratchNetwork.Refuses("ip", ProbeLines, ct);

    public async Task<IGuest> Start(GuestOrder order, CancellationToken ct)
    {
        var place = new GuestPlace(this, order.Network);
        await place.Remove();
        try
        {
            await place.Create(ct);
            var facts = await place.Facts();
            var command = order.Command.Select(word => word
                .Replace("{data-address}", place.DataAddress.ToString(), StringComparison.Ordinal)
                .Replace("{management-address}", place.ManagementAddress.ToString(), StringComparison.Ordinal));
            var child = ChildProcess.Start([.. place.Enter, .. command], order.Log);
            return new NamespaceGuest(place, child, facts);
        }
        catch
        {
            await place.Remove();
            throw;
        }
    }

    internal abstract IReadOnlyList<string> ProbeLines { get; }

    /// <summary>The host's end of the data link; unique in the host's namespace.</summary>
    internal abstract string HostDevice(HostNetwork network);

    /// <summary>Commands in the host's namespace that make the link and lead the guest's address to it.</summary>
    internal abstract IReadOnlyList<string> HostLines(GuestPlace place);

    /// <summary>Commands in the guest's namespace.</summary>
    internal abstract IReadOnlyList<string> GuestLines(GuestPlace place);

    /// <summary>Undoes <see cref="HostLines"/>; any of it may be missing.</summary>
    internal virtual IReadOnlyList<string> UndoLines(GuestPlace place) => [$"link del {HostDevice(place.Network)}"];

    /// <summary>A locally administered address, the same whenever this link is made again.</summary>
    internal static string Mac(int kind, int host) => string.Create(CultureInfo.InvariantCulture, $"02:77:00:00:{kind:x2}:{host:x2}");
}
