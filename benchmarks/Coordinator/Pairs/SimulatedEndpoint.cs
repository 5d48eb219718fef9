using System.Diagnostics;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using Akka.Actor;

namespace ActorBench.CoordinatorBenchmark.Pairs;

/// <summary>Answers for every host at once what an endpoint would answer after its exchanges.</summary>
internal sealed class SimulatedEndpoint : ReceiveActor
{
    public SimulatedEndpoint(ActorSelection gateway)
    {
        Receive<EndpointCommands.Prepare>(m => gateway.Tell(new EndpointReplies.Prepared(
            m.Campaign, m.Pair, m.Block, m.Epoch, m.Role, "native", m.Role == EndpointRole.Responder ? "127.0.0.1:7000" : null, null, SimulatedTrial.Environment, Stopwatch.GetTimestamp())));
        Receive<EndpointCommands.Go>(m => gateway.Tell(m.Role == EndpointRole.Initiator
            ? new EndpointReplies.InitiatorDone(m.Key, SimulatedTrial.Initiator(m.Spec, m.Settings), null)
            : new EndpointReplies.ResponderDone(m.Key, SimulatedTrial.Responder(m.Spec), null)));
        Receive<EndpointCommands.AskHeld>(m => gateway.Tell(new EndpointReplies.NotHeld(m.Key, m.Role)));
        Receive<EndpointCommands.Probe>(m => gateway.Tell(new Probed(m.Host, m.Number, null)));
        Receive<EndpointCommands.Fence>(m => gateway.Tell(new Fenced(m.Host, m.Platform, m.Incarnation, m.Epoch)));
        Receive<ClockPing>(m => Sender.Tell(new ClockPong(m, Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp())));
        ReceiveAny(_ => { });
    }
}
