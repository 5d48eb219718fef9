using ActorBench.Campaigns.State;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.State.Simulation;

/// <summary>An actor reduced to its order of work: decide, persist one by one, send one by one, with a chance to die at each boundary.</summary>
internal abstract class Entity(World world)
{
    private readonly List<object> _journal = [];
    private bool _alive;

    public IReadOnlyList<object> Journal => _journal;

    protected World World => world;

    public void Crash() => _alive = false;

    public void Handle(object message, string from)
    {
        if (!_alive)
        {
            _alive = true;
            Recover();
            if (!_alive) return;
        }

        Decide(message, from);
    }

    protected abstract void Recover();

    protected abstract void Decide(object message, string from);

    protected void PersistThenSend(IEnumerable<object> events, IEnumerable<Action> sends)
    {
        foreach (var happened in events)
        {
            if (Dies()) return;
            _journal.Add(happened);
        }

        foreach (var send in sends)
        {
            if (Dies()) return;
            send();
        }

        Dies();
    }

    private bool Dies()
    {
        if (!world.Faults.Crash(world.Now)) return false;
        Crash();
        return true;
    }
}

internal sealed class CampaignEntity(World world, CampaignId campaign) : Entity(world)
{
    private CampaignMachine _machine = null!;

    protected override void Recover()
    {
        var journal = Journal.Cast<ICampaignEvent>().Aggregate(new CampaignJournal(campaign), (j, e) => j.Apply(e));
        _machine = new CampaignMachine(journal, (_, _) => World.Plan);
        // An entity that its node restarts goes on with what was running there.
        if (World.IsActive(campaign)) Decide(new CampaignCommands.Resume(campaign), "");
    }

    public override string ToString() => $"{campaign} {Journal.Count} events, {(World.IsActive(campaign) ? "active" : "stopped")}";

    protected override void Decide(object message, string from)
    {
        var step = _machine.Handle(message, World.Now);
        if (message is CampaignCommands.Stop) World.SetActive(campaign, false);
        if (step.Reply is CampaignReplies.Accepted) World.SetActive(campaign, true);
        PersistThenSend(step.Events, step.ToPairs.Select(m => (Action)(() => World.Post(World.PairName(campaign), m))));
    }
}

internal sealed class PairEntity(World world, CampaignId campaign) : Entity(world)
{
    private PairMachine _machine = null!;

    public override string ToString() => $"pair {_machine.Phase} after {(Journal.Count == 0 ? "nothing" : Journal[^1].GetType().Name)}";

    protected override void Recover()
    {
        var state = Journal.Cast<IPairEvent>().Aggregate(new PairState(campaign, World.Pair), (s, e) => s.Apply(e));
        _machine = new PairMachine(state, () =>
        {
            var token = new byte[16];
            World.Random.NextBytes(token);
            return token;
        }, retry: RetryRule.Lab);
    }

    protected override void Decide(object message, string from)
    {
        var step = _machine.Handle(message, World.Now);
        PersistThenSend(step.Events, step.Effects.Select(effect => (Action)(() => Send(effect, from))));
    }

    private void Send(PairEffect effect, string from)
    {
        switch (effect)
        {
            case PairEffect.TellHost e: World.Post(e.Command.Host, e.Command); break;
            case PairEffect.TellEndpoint e: World.TellAgent(e.Endpoint.ActorPath, e.Message); break;
            case PairEffect.TellSender e: World.TellAgent(from, e.Message); break;
            case PairEffect.TellCampaign e: World.Post(campaign.Value, e.Command); break;
            case PairEffect.StartWait e: World.Later(e.After, World.PairName(campaign), new PairInput.Wake()); break;
            case PairEffect.StartDeadline e: World.Later(e.After, World.PairName(campaign), new PairInput.DeadlinePassed(e.Key)); break;
        }
    }
}

internal sealed class HostEntity(World world, string host) : Entity(world)
{
    private HostMachine _machine = null!;

    public IEnumerable<EndpointAddress> Endpoints => _machine.Endpoints.Values;

    public override string ToString() => $"{host} held by {_machine.State.Lease?.Holder ?? "nobody"} with {string.Join(' ', _machine.Endpoints.Keys)}";

    protected override void Recover()
    {
        _machine = new HostMachine(Journal.Cast<IHostEvent>().Aggregate(new HostState(host), (s, e) => s.Apply(e)), World.Rules);
        World.Announce();
    }

    protected override void Decide(object message, string from)
    {
        var step = _machine.Handle(message, World.Now);
        PersistThenSend(step.Events, step.Effects.Select(effect => (Action)(() => Send(effect))));
    }

    private void Send(HostEffect effect)
    {
        if (effect is HostEffect.TellPair toPair) World.Post(World.PairName(toPair.Campaign), toPair.Message);
        else if (effect is HostEffect.TellAgent toAgent) World.TellAgent(toAgent.LinkPath, toAgent.Message);
    }
}
