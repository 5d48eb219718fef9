using ActorBench.Campaigns.State;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.Tests.State;

/// <summary>A pair's machine with its journal, and short words for what others tell it.</summary>
internal sealed class PairRig(Func<PairCommands.RunBlock, TrialValidity>? validity)
{
    public static readonly CampaignId Campaign = new("quick-000000-1");
    public static readonly PairId Pair = new("h1", "h2");

    public static readonly TrialSettings Settings = new(Timing.Strict, 20_000_000, null, 1, 1_000_000, 1_000_000_000, SocketOptions.Untouched);

    private readonly List<IPairEvent> _journal = [];
    private readonly byte[] _token = new byte[16];
    private PairMachine? _current;
    private long _epoch;

    public PairRig()
        : this(null)
    {
    }

    private PairMachine Machine => _current ??= NewMachine();

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far the wall clock is before the steady one.</summary>
    public TimeSpan WallAhead { get; set; }

    public IReadOnlyList<IPairEvent> Journal => _journal;

    public PairPhase Phase => Machine.Phase;

    /// <summary>Effects of the last step.</summary>
    public IReadOnlyList<PairEffect> Effects { get; private set; } = [];

    public IEnumerable<EndpointCommands.Go> Going => ToEndpoints<EndpointCommands.Go>();

    public IEnumerable<HostCommands.TakeLease> Asked => Effects.OfType<PairEffect.TellHost>().Select(e => e.Command).OfType<HostCommands.TakeLease>();

    public static TrialSpec Trial(int number, string platform = "native") =>
        new(number, 1, 1, Pair, new Cell(platform, Protocol.Tcp, "all", 1, 1));

    public static PairCommands.RunBlock Grant(int retries, params TrialSpec[] trials) => new(Campaign, Pair, 1, trials, Settings, retries);

    public static EndpointAddress Endpoint(string host, string platform = "native", int incarnation = 1) =>
        new(host, platform, $"{host}/{platform}#{incarnation}", $"{host}/{platform}", "127.0.0.1", "boot");

    /// <summary>What h1 hears of an agent of its own: its host node by the name native, else a guest.</summary>
    public static HostCommands.AgentRegistered Registered(string platform, int incarnation) => new(
        "h1", platform == "native" ? AgentRole.Host : AgentRole.Guest, Endpoint("h1", platform, incarnation), "link", new Dictionary<string, string>());

    public IEnumerable<T> ToEndpoints<T>() => Effects.OfType<PairEffect.TellEndpoint>().Select(e => e.Message).OfType<T>();

    /// <summary>All that is not in the journal is gone.</summary>
    public void Crash() => _current = null;

    private PairMachine NewMachine()
    {
        _token[0]++;
        return new PairMachine(_journal.Aggregate(new PairState(Campaign, Pair), (s, e) => s.Apply(e)), () => [.. _token], validity);
    }

    public void Tell(object input)
    {
        var step = Machine.Handle(input, Now, Now + WallAhead);
        _journal.AddRange(step.Events);
        Effects = step.Effects;
    }

    /// <summary>Grants the block and answers until the pair orders a trial, or asks for one after a crash.</summary>
    public void Begin(PairCommands.RunBlock grant, params string[] unsupported)
    {
        Tell(grant);
        _epoch++;
        Lease("h1");
        Lease("h2");
        Raise(unsupported);
        if (Phase == PairPhase.Preparing) Prepare();
    }

    public void Lease(string host) => Tell(new HostReplies.LeaseTaken(host, Campaign, Pair, Asked.Single().Request, _epoch, TimeSpan.FromDays(1), Asked.Single().At));

    public void Raise(params string[] unsupported)
    {
        foreach (var host in (string[])["h1", "h2"])
        {
            Tell(new HostReplies.PlatformsReady(
                host,
                Campaign,
                Pair,
                new Dictionary<string, EndpointAddress> { ["native"] = Endpoint(host) },
                new Dictionary<string, string>(),
                unsupported.ToDictionary(p => p, _ => "no kernel module")));
        }
    }

    public void Prepare()
    {
        foreach (var order in ToEndpoints<EndpointCommands.Prepare>().ToArray())
        {
            var address = order.Role == EndpointRole.Responder ? "127.0.0.1:5001" : null;
            Tell(new EndpointReplies.Prepared(Campaign, Pair, order.Block, order.Epoch, order.Role, "native", address, null));
        }
    }

    public void Finish(AttemptKey key)
    {
        Tell(Initiator(key));
        Tell(Responder(key));
    }

    /// <summary>The attempt fails, and what it waits for comes about.</summary>
    public void Fail(AttemptKey key, FailureKind kind = FailureKind.NoResponse)
    {
        Tell(new EndpointReplies.InitiatorDone(key, null, new(kind, "It failed.")));
        if (Phase != PairPhase.RaisingPlatforms) return;
        Raise();
        Prepare();
        Wait();
    }

    /// <summary>Lets the time go by that a failed trial waits for, if one does.</summary>
    public void Wait()
    {
        if (Effects.OfType<PairEffect.StartWait>().SingleOrDefault() is not { } wait) return;
        Now += wait.After;
        Tell(new PairInput.Wake());
    }

    public AttemptKey Open() => Going.Select(g => g.Key).Distinct().Single();

    public static EndpointReplies.InitiatorDone Initiator(AttemptKey key) => new(key, Reports.Initiator(Trial(key.Trial), 100), null);

    public static EndpointReplies.ResponderDone Responder(AttemptKey key) => new(key, Reports.Responder(Trial(key.Trial), 100), null);
}
