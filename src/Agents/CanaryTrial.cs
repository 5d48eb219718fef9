using System.Net;
using System.Security.Cryptography;
using ActorBench.Measurement;
using ActorBench.Messages.Plans;

namespace ActorBench.Agents;

/// <summary>A short trial of an endpoint with itself: it shows that its sockets and threads work, and measures nothing.</summary>
internal static class CanaryTrial
{
    private static readonly TrialSettings Settings = new(
        Timing.Strict, DurationNs: 20_000_000, Exchanges: null, MinExchanges: 1, WarmupNs: 0, TimeoutNs: 3_000_000_000, SocketOptions.Untouched);

    /// <summary>Blocks until it is over.</summary>
    /// <returns>Why it went wrong, else null.</returns>
    public static string? Run(IPAddress address)
    {
        var plan = new ExchangePlan(Protocol.Tcp, 1, 1, Settings, Engine.Native);
        var token = RandomNumberGenerator.GetBytes(16);
        try
        {
            using var stop = new CancellationTokenSource();
            using var listener = ExchangeListener.Open(address, SocketOptions.Untouched);
            var responder = Task.Factory.StartNew(
                () => ResponderTrial.Run(plan, listener, token, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            try
            {
                InitiatorTrial.Run(plan, listener.Endpoint, token, address, stop.Token);
            }
            catch
            {
                stop.Cancel();
                throw;
            }
            finally
            {
                // Not before it has ended may its listener go.
                Task.WaitAny(responder);
            }

            responder.GetAwaiter().GetResult();
            return null;
        }
        catch (TrialFailedException e)
        {
            return e.Failure.Reason;
        }
    }
}
