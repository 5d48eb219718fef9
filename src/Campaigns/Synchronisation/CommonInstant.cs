using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;

namespace ActorBench.Campaigns.Synchronisation;

/// <summary>One start of some members of a round: who begins, when, and who of them is still at it.</summary>
/// <param name="wayNs">How long an order may take to an endpoint.</param>
internal sealed class CommonInstant(IReadOnlyList<RoundCommands.Ready> group, string[] missing, ClockBook clocks, long wayNs)
{
    private readonly Dictionary<PairId, RoundCommands.Ready> _running = group.ToDictionary(ready => ready.Pair);

    public long AtNs { get; private set; }

    public long LeadNs { get; private set; }

    public int Rearmed { get; private set; }

    /// <summary>Nobody's trial runs any more.</summary>
    public bool Over => _running.Count == 0;

    public IEnumerable<PairId> Running => _running.Keys;

    /// <summary>When the last of them should have been heard of.</summary>
    public long EndNs(TimeSpan slack) => AtNs + group.Max(ready => ready.LengthNs) + (long)slack.TotalNanoseconds;

    public bool Has(PairId pair, AttemptKey key) => _running.GetValueOrDefault(pair)?.Key == key;

    public void End(PairId pair) => _running.Remove(pair);

    /// <summary>The lead covers the way of the order and what the members need to get ready.</summary>
    public void Set(long nowNs)
    {
        LeadNs = (wayNs << Rearmed) + group.Max(ready => ready.LeadNs);
        AtNs = nowNs + LeadNs;
    }

    public void Rearm(long nowNs)
    {
        Rearmed++;
        Set(nowNs);
    }

    public RoundEffect Tell(PairId pair)
    {
        var ready = _running[pair];
        return new RoundEffect.TellPair(new RoundReplies.StartAt(
            ready.Campaign,
            pair,
            ready.Key,
            new RoundStart(
                ready.Round, ready.Position, ready.Shape.Pairs.Length, missing, AtNs, LeadNs, clocks.At(ready.Initiator, AtNs), clocks.At(ready.Responder, AtNs))));
    }
}
