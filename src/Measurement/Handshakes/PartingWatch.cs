using System.Net.Sockets;

namespace ActorBench.Measurement.Handshakes;

/// <summary>Ends a responder's wait for datagrams when its initiator closes the side channel, however that comes about.</summary>
/// <remarks>
/// A receive timeout would do it too, and would arm a kernel timer at every exchange. The watch costs nothing until the end: the
/// framework's own poller, which an agent has anyway, sleeps on the side channel.
/// </remarks>
internal sealed class PartingWatch : IDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Task _watch;

    /// <param name="waiting">Shut down when the initiator has gone; what it has received by then can still be read.</param>
    public PartingWatch(Socket sideChannel, Socket waiting) => _watch = Watch(sideChannel, waiting);

    public void Dispose()
    {
        _over.Cancel();
        _watch.GetAwaiter().GetResult();
        _over.Dispose();
    }

    private async Task Watch(Socket sideChannel, Socket waiting)
    {
        try
        {
            // Nothing is ever sent on it after the welcome.
            await sideChannel.ReceiveAsync(new byte[1], SocketFlags.None, _over.Token).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // A connection that was reset has ended as well.
        }
        catch (OperationCanceledException)
        {
            return;
        }

        TrialLimits.ShutDown(waiting);
    }
}
