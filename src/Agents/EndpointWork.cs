using System.Net;
using ActorBench.Agents.Security;
using ActorBench.Measurement;
using ActorBench.Measurement.Machine;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Agents;

/// <summary>What an order to go is on the measuring thread: one end of an exchange, and what the machine did meanwhile.</summary>
internal sealed class EndpointWork(IPAddress dataAddress, OrderCaps caps) : IDisposable
{
    private readonly MachineWatch _machine = new(dataAddress);

    /// <summary>What the coordinator hears of an order's end: a report, or why there is none.</summary>
    public static EndpointReplies.IEndpointReply Done(EndpointCommands.Go order, object? report, TrialFailure? failure) =>
        order.Role == EndpointRole.Initiator
            ? new EndpointReplies.InitiatorDone(order.Key, (InitiatorReport?)report, failure)
            : new EndpointReplies.ResponderDone(order.Key, (ResponderReport?)report, failure);

    /// <param name="hears">See <see cref="EndpointListener.Hears"/>.</param>
    /// <returns>The report of the order's role.</returns>
    public object Run(
        EndpointCommands.Go order, StartInstant? start, ExchangeListener? listener, IPAddress? hears, string? environment, CancellationToken stop)
    {
        if (order.Role == EndpointRole.Initiator) _machine.AwaitStillness(order.Settings.DrainNs, stop);
        var before = _machine.Read();
        return Exchange(order, start, listener, hears, stop) switch
        {
            InitiatorReport report => report with { Machine = _machine.Since(before), Environment = environment },
            ResponderReport report => report with { Machine = _machine.Since(before), Environment = environment },
            var other => other,
        };
    }

    public void Dispose() => _machine.Dispose();

    private object Exchange(EndpointCommands.Go order, StartInstant? start, ExchangeListener? listener, IPAddress? hears, CancellationToken stop)
    {
        if (caps.WhyNot(order, dataAddress) is { } refused) throw new TrialFailedException(refused);
        var cell = order.Spec.Cell;
        var plan = new ExchangePlan(cell.Protocol, cell.RequestBytes, cell.ResponseBytes, order.Settings, cell.Engine);
        if (order.Role == EndpointRole.Initiator)
            return InitiatorTrial.Run(plan, IPEndPoint.Parse(order.ResponderAddress), order.Token, dataAddress, stop, start);
        return listener is null
            ? throw new TrialFailedException(new(FailureKind.Refused, "The responder was not prepared for this block."))
            : ResponderTrial.Run(plan, listener, order.Token, stop, start, hears);
    }
}
