using System.Net;
using ActorBench.Measurement.Exchanges;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Tests;

/// <summary>Both ends of a trial in this process, each on a measuring thread of its own, on loopback.</summary>
internal sealed class TwoEnds : IDisposable
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly MeasuringThread _initiator = new("initiator", cpu: null);
    private readonly MeasuringThread _responder = new("responder", cpu: null);

    public ExchangeListener Listener { get; } = ExchangeListener.Open(IPAddress.Loopback, SocketOptions.Untouched);

    /// <summary>Bytes that each end allocated inside its last window.</summary>
    public (long Initiator, long Responder) Allocated { get; private set; }

    public Task<InitiatorReport> Initiate(
        ExchangePlan plan, IPEndPoint? via = null, byte[]? token = null, IPAddress? local = null, StartInstant? start = null, CancellationToken stop = default) =>
        _initiator.Run(() =>
        {
            var report = InitiatorTrial.Run(plan, via ?? Listener.Endpoint, token ?? Some.Token(), local, stop, start);
            Allocated = Allocated with { Initiator = WindowAudit.AllocatedBytes };
            return report;
        });

    public Task<ResponderReport> Respond(ExchangePlan plan, byte[]? token = null, StartInstant? start = null, IPAddress? from = null, CancellationToken stop = default) =>
        _responder.Run(() =>
        {
            var report = ResponderTrial.Run(plan, Listener, token ?? Some.Token(), stop, start, initiator: from);
            Allocated = Allocated with { Responder = WindowAudit.AllocatedBytes };
            return report;
        });

    public async Task<(InitiatorReport Initiator, ResponderReport Responder)> Exchange(
        ExchangePlan plan, IPEndPoint? via = null, StartInstant? start = null)
    {
        var responder = Respond(plan, start: start);
        var initiator = Initiate(plan, via, start: start);
        await Task.WhenAll(initiator, responder).WaitAsync(Bound);
        return (await initiator, await responder);
    }

    /// <summary>What the windows of a trial allocate at each end: the least of a few trials.</summary>
    /// <remarks>
    /// A collection that other tests cause books the unused rest of each thread's allocation buffer, up to 8 KiB, as allocated.
    /// What the loops themselves allocated would be there in every trial.
    /// </remarks>
    public async Task<(long Initiator, long Responder)> AllocatedBy(Func<Task> trial)
    {
        var least = (Initiator: long.MaxValue, Responder: long.MaxValue);
        for (var i = 0; i < 20 && least != (0, 0); i++)
        {
            await trial();
            least = (Math.Min(least.Initiator, Allocated.Initiator), Math.Min(least.Responder, Allocated.Responder));
        }

        return least;
    }

    public void Dispose()
    {
        Listener.Dispose();
        _initiator.Dispose();
        _responder.Dispose();
    }

    /// <summary>The reason that a trial has no result.</summary>
    public static async Task<TrialFailure> Failure(Task trial)
    {
        var error = await Assert.ThrowsAsync<TrialFailedException>(() => trial.WaitAsync(Bound));
        Assert.EndsWith(".", error.Failure.Reason, StringComparison.Ordinal);
        return error.Failure;
    }
}
