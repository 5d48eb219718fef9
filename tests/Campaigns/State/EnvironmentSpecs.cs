using ActorBench.Campaigns.State;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.Tests.State;

public sealed class EnvironmentSpecs
{
    private static readonly EnvironmentFingerprint First = EnvironmentFingerprint.Of([new("cpu.smt", "on")]);
    private static readonly EnvironmentFingerprint Changed = EnvironmentFingerprint.Of([new("cpu.smt", "off")]);

    private readonly PairRig _pair = new();

    [Fact]
    public void What_an_endpoint_stands_on_is_stored_when_it_was_not_seen_before()
    {
        Prepare(initiator: First, responder: First);

        Assert.Equal([("h1", First.Hash), ("h2", First.Hash)], Recorded().Select(e => (e.Host, e.Hash)).Order());
        Assert.All(Recorded(), e => Assert.Equal(("native", "on"), (e.Platform, e.Facts["cpu.smt"])));
        Assert.Equal(PairPhase.Running, _pair.Phase);
    }

    [Fact]
    public void After_a_crash_the_journal_still_knows_it_and_a_change_is_stored_beside_it()
    {
        Prepare(initiator: First, responder: First);
        _pair.Crash();
        Prepare(initiator: First, responder: Changed);

        Assert.Equal([First.Hash, First.Hash, Changed.Hash], Recorded().Select(e => e.Hash));
        Assert.Equal("h2", Recorded().Last().Host);
    }

    [Fact]
    public void An_endpoint_that_did_not_look_is_no_reason_to_wait()
    {
        Prepare(initiator: null, responder: null);

        Assert.Empty(Recorded());
        Assert.Equal(PairPhase.Running, _pair.Phase);
    }

    private IEnumerable<PairEvents.EnvironmentRecorded> Recorded() => _pair.Journal.OfType<PairEvents.EnvironmentRecorded>();

    private void Prepare(EnvironmentFingerprint? initiator, EnvironmentFingerprint? responder)
    {
        _pair.Tell(PairRig.Grant(0, PairRig.Trial(1)));
        _pair.Lease("h1");
        _pair.Lease("h2");
        _pair.Raise();
        if (_pair.Phase == PairPhase.AskingForHeldResult)
        {
            var ask = _pair.ToEndpoints<EndpointCommands.AskHeld>().First();
            _pair.Tell(new EndpointReplies.NotHeld(ask.Key, ask.Role));
        }

        foreach (var order in _pair.ToEndpoints<EndpointCommands.Prepare>().ToArray())
        {
            var (address, environment) = order.Role == EndpointRole.Responder ? ("127.0.0.1:5001", responder) : (null, initiator);
            _pair.Tell(new EndpointReplies.Prepared(
                PairRig.Campaign, PairRig.Pair, order.Block, order.Epoch, order.Role, "native", address, null, environment));
        }
    }
}
