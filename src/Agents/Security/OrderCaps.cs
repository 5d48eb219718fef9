using System.Net;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Agents.Security;

/// <summary>What this agent does for nobody, whatever the order says. Set where the agent is started; no message raises a limit.</summary>
/// <remarks>An endpoint runs one trial at a time, so there is no limit of sessions to set.</remarks>
public sealed record OrderCaps
{
    /// <summary>Of warm-up and window together, and of the patience beyond them.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Both ways, of a trial that counts its exchanges. A timed one ends by <see cref="MaxDuration"/>.</summary>
    public long MaxBytes { get; init; } = 100L << 40;

    public int MaxMessageBytes { get; init; } = 1 << 30;

    public int MaxBufferBytes { get; init; } = 1 << 30;

    /// <summary>Networks that the agent may send to; empty: those that its data address is in.</summary>
    public IReadOnlyList<IPNetwork> Allowed { get; init; } = [];

    /// <summary>Where an agent with this data address may send to; a guest may send where its host node may.</summary>
    public IReadOnlyList<IPNetwork> NetworksFor(IPAddress dataAddress) => Allowed.Count > 0 ? Allowed : TargetKinds.NetworksOf(dataAddress);

    /// <returns>Null for an order that may be carried out, else why not.</returns>
    public TrialFailure? WhyNot(EndpointCommands.Go order, IPAddress dataAddress) =>
        (TooMuch(order.Spec.Cell, order.Settings) ?? (order.Role == EndpointRole.Initiator ? WrongTarget(order.ResponderAddress, dataAddress) : null)) is { } reason
            ? new TrialFailure(FailureKind.Unable, reason)
            : null;

    private string? TooMuch(Cell cell, TrialSettings settings)
    {
        var ns = settings.WarmupNs + (double)(settings.DurationNs ?? 0);
        if (ns > MaxDuration.TotalNanoseconds || settings.TimeoutNs > MaxDuration.TotalNanoseconds)
            return $"This agent measures for {MaxDuration} at most (--max-duration), and the order is for {TimeSpan.FromMilliseconds(Math.Min(Math.Max(ns, settings.TimeoutNs) / 1e6, int.MaxValue))}.";
        var message = Math.Max(cell.RequestBytes, cell.ResponseBytes);
        if (message > MaxMessageBytes) return $"This agent sends messages of {MaxMessageBytes} B at most, and the order is for {message} B.";
        if (settings.Exchanges is { } exchanges && (double)exchanges * ((long)cell.RequestBytes + cell.ResponseBytes) > MaxBytes)
            return $"This agent moves {MaxBytes} B a trial at most (--max-bytes), and the order is for {exchanges} exchanges of {(long)cell.RequestBytes + cell.ResponseBytes} B.";
        var buffer = Math.Max(settings.Sockets.SendBufferBytes ?? 0, settings.Sockets.ReceiveBufferBytes ?? 0);
        return buffer > MaxBufferBytes ? $"This agent has socket buffers of {MaxBufferBytes} B at most, and the order is for {buffer} B." : null;
    }

    private string? WrongTarget(string responder, IPAddress dataAddress)
    {
        if (!IPEndPoint.TryParse(responder, out var target) || target.Port == 0) return $"'{responder}' is no address with a port.";
        var address = target.Address.IsIPv4MappedToIPv6 ? target.Address.MapToIPv4() : target.Address;
        if (TargetKinds.WhyNever(address, dataAddress) is { } never) return $"This agent sends nothing to {address}: {never}.";
        // An agent on the loopback interface reaches nobody else.
        if (IPAddress.IsLoopback(address)) return null;
        var networks = NetworksFor(dataAddress);
        return networks.Any(network => network.Contains(address))
            ? null
            : $"This agent sends only into {string.Join(", ", networks)}, and {address} is elsewhere; --allow names more networks.";
    }
}
