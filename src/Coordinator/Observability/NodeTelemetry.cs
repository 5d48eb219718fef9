using System.Diagnostics.Metrics;
using ActorBench.Agents.Security;
using ActorBench.Agents.Wire;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Trials;
using ActorBench.Reports;
using Akka.Cluster;

namespace ActorBench.Coordinator.Observability;

/// <summary>The metrics of one coordinator. Actors tell it what is in the journal already; nothing here is asked inside a measuring window.</summary>
/// <remarks>Counters start at 0 with the process. What is counted is stored events, so that each agrees with the store from then on.</remarks>
public sealed class NodeTelemetry : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "ActorBench";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly string[] MemberStates = [.. Enum.GetNames<MemberStatus>().Select(name => name.ToLowerInvariant()), "unreachable"];

    private readonly Meter _meter = new(MeterName);
    private readonly EntityLevels _levels = new();
    private readonly Tally _trials = new("outcome", ["accepted", "quarantined", "unsupported"]);
    private readonly Tally _failed = new("reason", Enum.GetValues<FailureKind>().Select(Words.Kebab));
    private readonly Tally _flagged = new("flag", [TrialFlags.Lossy]);
    private readonly Tally _blocks = new("state", ["started", "paused", "completed"]);
    private readonly Tally _campaigns = new("state", ["started", "finished"]);
    private readonly Tally _leases = new("change", ["granted", "released"]);
    private readonly Histogram<double> _written;
    private readonly Histogram<double> _folded;
    private readonly Counter<long> _storeReads;
    private (int Hosts, int Guests) _agents;

    public NodeTelemetry()
    {
        Count("actorbench.trials", "{trial}", "Trials that ended, as stored by the pairs of this node.", _trials);
        Count("actorbench.attempts.failed", "{attempt}", "Attempts without a result.", _failed);
        Count("actorbench.trials.flagged", "{trial}", "Accepted trials that carry a flag.", _flagged);
        Count("actorbench.blocks", "{block}", "Blocks that a pair began or paused, or whose end a campaign stored.", _blocks);
        Count("actorbench.campaigns", "{campaign}", "Campaigns that began or ended.", _campaigns);
        Count("actorbench.leases", "{lease}", "Changes of a host's lease.", _leases);
        Level("actorbench.campaigns.open", "{campaign}", "Campaigns of this node that are started and not ended.", level => level.Campaigns);
        Level("actorbench.blocks.open", "{block}", "Blocks that are granted and not complete.", level => level.Blocks);
        Level("actorbench.trials.in_flight", "{trial}", "Trials that two endpoints measure now.", level => level.Trials);
        Level("actorbench.leases.held", "{lease}", "Hosts of this node whose lease a pair holds.", level => level.Leases);
        Level("actorbench.hosts.quarantined", "{host}", "Hosts of this node that get no work.", level => level.Quarantined);
        _meter.CreateObservableGauge("actorbench.agents", Agents, "{agent}", "Agents that this node's gateway knows.");
        _meter.CreateObservableCounter("actorbench.wire.bytes", Wire, "By", "Bytes of messages to and from other processes, without frames.");
        _meter.CreateObservableCounter("actorbench.refusals", Refused, "{refusal}", "What this process did not take from outside.");
        _written = _meter.CreateHistogram("actorbench.journal.write.duration", "s", "From the order to store events to the journal's answer.", null, Seconds);
        _folded = _meter.CreateHistogram("actorbench.statistics.lag", "s", "Age of a trial's event when the statistics have folded it.", null, Seconds);
        _storeReads = _meter.CreateCounter<long>("actorbench.statistics.store_reads", "{read}", "Times that statistics were read from the store: at start, and after a gap.");
    }

    /// <summary>Who is in the cluster, as this node sees it.</summary>
    public void ShowMembers(Cluster cluster) => _meter.CreateObservableGauge(
        "actorbench.cluster.members",
        () =>
        {
            var state = cluster.State;
            var states = state.Members.Select(member => member.Status.ToString().ToLowerInvariant())
                .Concat(state.Unreachable.Select(_ => "unreachable"))
                .CountBy(name => name).ToDictionary();
            return MemberStates.Select(name => new Measurement<int>(states.GetValueOrDefault(name), KeyValuePair.Create<string, object?>("status", name)));
        },
        "{member}",
        "Coordinators by state; an unreachable one is counted with its state too.");

    /// <summary>An event that is in the journal.</summary>
    public void Stored(object happened)
    {
        switch (happened)
        {
            case PairEvents.TrialRecorded e:
                _trials.Add("accepted");
                foreach (var flag in e.Result.Flags) _flagged.Add(flag);
                break;
            case PairEvents.AttemptFailed e: _failed.Add(Words.Kebab(e.Failure.Kind)); break;
            case PairEvents.TrialQuarantined: _trials.Add("quarantined"); break;
            case PairEvents.TrialUnsupported: _trials.Add("unsupported"); break;
            case PairEvents.BlockStarted: _blocks.Add("started"); break;
            case PairEvents.BlockPaused: _blocks.Add("paused"); break;
            case CampaignEvents.BlockCompleted: _blocks.Add("completed"); break;
            case CampaignEvents.CampaignStarted: _campaigns.Add("started"); break;
            case CampaignEvents.CampaignFinished: _campaigns.Add("finished"); break;
            case HostEvents.LeaseGranted: _leases.Add("granted"); break;
            case HostEvents.LeaseReleased: _leases.Add("released"); break;
        }
    }

    public void Wrote(string entityKind, TimeSpan took) => _written.Record(took.TotalSeconds, KeyValuePair.Create<string, object?>("entity", entityKind));

    /// <param name="age">Of the event, by the wall clock of the node that stored it.</param>
    public void Folded(TimeSpan age) => _folded.Record(Math.Max(0, age.TotalSeconds));

    public void ReadStore() => _storeReads.Add(1);

    /// <param name="entity">Its persistence id.</param>
    public void Show(string entity, EntityLevel level) => _levels.Show(entity, level);

    public void Gone(string entity) => _levels.Remove(entity);

    public void ShowAgents(int hosts, int guests) => _agents = (hosts, guests);

    public void Dispose() => _meter.Dispose();

    private void Count(string name, string unit, string description, Tally tally) => _meter.CreateObservableCounter(name, tally.Read, unit, description);

    private void Level(string name, string unit, string description, Func<EntityLevel, int> part) =>
        _meter.CreateObservableGauge(name, () => _levels.Sum(part), unit, description);

    private IEnumerable<Measurement<int>> Agents() =>
    [
        new(_agents.Hosts, KeyValuePair.Create<string, object?>("role", "host")),
        new(_agents.Guests, KeyValuePair.Create<string, object?>("role", "guest")),
    ];

    private static IEnumerable<Measurement<long>> Refused() =>
        Enum.GetValues<Refusal>().Select(reason => new Measurement<long>(Refusals.Of(reason), KeyValuePair.Create<string, object?>("reason", Words.Kebab(reason))));

    private static IEnumerable<Measurement<long>> Wire() =>
    [
        new(WireTraffic.BytesIn, KeyValuePair.Create<string, object?>("direction", "in")),
        new(WireTraffic.BytesOut, KeyValuePair.Create<string, object?>("direction", "out")),
    ];
}
