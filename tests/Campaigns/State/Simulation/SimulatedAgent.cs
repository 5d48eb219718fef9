using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.Tests.State.Simulation;

/// <summary>An agent as the pair sees it: fences epochs, measures one attempt at a time, keeps each result until told to forget it.</summary>
internal sealed class SimulatedAgent(World world, string host, string platform)
{
    private readonly Dictionary<AttemptKey, EndpointReplies.IEndpointReply> _held = [];
    private AttemptKey? _running;
    private readonly long _bootNs = world.Random.NextInt64(1, 1_000_000_000_000);
    private long _epoch;
    private long? _leaseEndsNs;
    private int _incarnations;

    public string Path => $"{host}/{platform}";

    public bool Alive { get; private set; }

    public bool HoldsNothing => !Alive || _held.Count == 0;

    public EndpointAddress Address => new(host, platform, $"{Path}#{_incarnations}", Path, "127.0.0.1", "boot");

    public void Start()
    {
        if (Alive) return;
        Alive = true;
        _incarnations++;
    }

    public void Die()
    {
        Alive = false;
        if (!world.Faults.Spools) _held.Clear();
        _running = null;
        _epoch = 0;
    }

    public void Handle(object message)
    {
        if (!Alive) return;
        if (world.IsFrozen(this))
        {
            // A stopped process reads nothing; its sockets keep it all.
            world.WhenThawed(this, message);
            return;
        }

        if (_leaseEndsNs <= NowNs) _running = null;
        switch (message)
        {
            case EndpointCommands.Prepare m: OnPrepare(m); break;
            case EndpointCommands.Go m: OnGo(m); break;
            case EndpointCommands.Fence m: OnFence(m); break;
            case EndpointCommands.Probe m: world.Post(m.Host, new HostCommands.CanaryEnded(m.Host, m.Number, world.Faults.TrialFails(world.Now) ? "No." : null)); break;
            case EndpointCommands.StopAttempt m when _running == m.Key: _running = null; break;
            case EndpointCommands.Forget m: _held.Remove(m.Key); break;
            case EndpointCommands.AskHeld m when _held.TryGetValue(m.Key, out var held): Say(held); break;
            case EndpointCommands.AskHeld m when _running != m.Key: Say(new EndpointReplies.NotHeld(m.Key, m.Role)); break;
            case Finished m when m.Incarnation == _incarnations: OnFinished(m.Order); break;
        }
    }

    public void SendAllHeld()
    {
        foreach (var held in _held.Values) Say(held);
    }

    private void OnFence(EndpointCommands.Fence m)
    {
        if (m.Epoch > _epoch) (_epoch, _running) = (m.Epoch, null);
        world.Post(m.Host, new HostCommands.FenceHeard(m.Host, m.Platform, m.Incarnation, m.Epoch));
    }

    private void OnPrepare(EndpointCommands.Prepare m)
    {
        var stale = m.Epoch < _epoch;
        if (!stale) (_epoch, _running) = (m.Epoch, null);
        Say(new EndpointReplies.Prepared(
            m.Campaign, m.Pair, m.Block, m.Epoch, m.Role, platform, m.Role == EndpointRole.Responder ? "127.0.0.1:1" : null, stale ? Refused : null, null, NowNs));
    }

    private void OnGo(EndpointCommands.Go m)
    {
        if (_running == m.Key) return;
        if (_held.TryGetValue(m.Key, out var held)) Say(held);
        else if (m.HostEpoch < _epoch) Say(Done(m, Refused));
        else if (m.LeaseEndsNs <= NowNs) Say(Done(m, new(FailureKind.LeaseEnded, "Too late.")));
        else
        {
            world.Began(host, m, world.Now);
            (_epoch, _running, _leaseEndsNs) = (m.HostEpoch, m.Key, m.LeaseEndsNs);
            world.Later(TimeSpan.FromMilliseconds(20 + world.Random.Next(20)), Path, new Finished(m, _incarnations));
        }
    }

    private void OnFinished(EndpointCommands.Go order)
    {
        // Fenced, stopped or out of its lease: whatever it says then is no result.
        if (_running != order.Key) return;
        _running = null;
        world.Ended(host, order);
        var failure = world.Faults.TrialFails(world.Now) ? new TrialFailure(FailureKind.PeerClosed, "The other end closed.") : null;
        Say(_held[order.Key] = Done(order, failure));
    }

    private static EndpointReplies.IEndpointReply Done(EndpointCommands.Go m, TrialFailure? failure) => m.Role == EndpointRole.Initiator
        ? new EndpointReplies.InitiatorDone(m.Key, failure is null ? Reports.Initiator(m.Spec, Exchanges(m.Key), warmup: Warmup(m.Key)) : null, failure)
        : new EndpointReplies.ResponderDone(m.Key, failure is null ? Reports.Responder(m.Spec, Exchanges(m.Key), Warmup(m.Key)) : null, failure);

    /// <summary>The same at both ends and in each attempt, so that whatever failed before, a campaign's figures are those of a quiet run.</summary>
    public static long Exchanges(AttemptKey key) => 100 + (key.Trial * 10);

    /// <summary>The same at both ends and another one in each attempt, so that a mix of two attempts shows.</summary>
    public static long Warmup(AttemptKey key) => (key.Attempt * 1_000) + (key.Epoch * 100_000);

    private static TrialFailure Refused { get; } = new(FailureKind.Refused, "Stale.");

    /// <summary>By its own clock.</summary>
    private long NowNs => _bootNs + (long)(world.Now - World.Epoch).TotalNanoseconds;

    private void Say(EndpointReplies.IEndpointReply reply) => world.Post(World.PairName(reply.Campaign), reply, Path);

    private sealed record Finished(EndpointCommands.Go Order, int Incarnation);
}
