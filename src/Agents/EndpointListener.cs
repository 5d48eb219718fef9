using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Agents;

/// <summary>The sockets that a responder listens on for one block, and where its initiator finds them.</summary>
/// <param name="dataPort">See <see cref="AgentOptions.DataPort"/>.</param>
/// <param name="advertised">See <see cref="AgentOptions.AdvertisedDataAddress"/>.</param>
internal sealed class EndpointListener(IPAddress dataAddress, int dataPort, string? advertised) : IDisposable
{
    public ExchangeListener? Current { get; private set; }

    public string? ReachedUnder { get; private set; }

    /// <summary>The only address that a trial's connection may come from; null where what stands before this endpoint translates addresses.</summary>
    public IPAddress? Hears(EndpointCommands.Go order) => advertised is null && order.InitiatorAddress is { } from ? IPAddress.Parse(from) : null;

    /// <exception cref="TrialFailedException">Nothing can listen here, or the address to be reached under is unknown.</exception>
    public void Open(SocketOptions sockets)
    {
        Close();
        Current = ExchangeListener.Open(dataAddress, sockets, dataPort);
        ReachedUnder = Advertised(Current.Endpoint);
    }

    public void Close()
    {
        Current?.Dispose();
        (Current, ReachedUnder) = (null, null);
    }

    public void Dispose() => Close();

    private string Advertised(IPEndPoint listens)
    {
        if (advertised is null) return listens.ToString();
        try
        {
            return new IPEndPoint(Dns.GetHostAddresses(advertised, listens.AddressFamily).First(), listens.Port).ToString();
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            throw new TrialFailedException(new(FailureKind.Unreachable, $"The address '{advertised}' that this endpoint is to be reached under is not known here: {e.Message}"));
        }
    }
}
