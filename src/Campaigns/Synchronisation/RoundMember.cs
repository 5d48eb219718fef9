using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;

namespace ActorBench.Campaigns.Synchronisation;

/// <summary>Where a pair of a round is.</summary>
internal sealed class RoundMember(PairId pair)
{
    public PairId Pair => pair;

    /// <summary>What it waits for; null while its trial runs, and while nothing has been heard of it.</summary>
    public RoundCommands.Ready? Ready { get; private set; }

    public long ReadySinceNs { get; private set; }

    /// <summary>Nobody waits for it: it has left, or was waited for in vain. It is back as soon as it says that it is ready.</summary>
    public bool Away { get; private set; }

    public bool Left { get; private set; }

    public void Arrive(RoundCommands.Ready ready, long nowNs)
    {
        if (Ready?.Key != ready.Key) ReadySinceNs = nowNs;
        (Ready, Away, Left) = (ready, false, false);
    }

    public void Begin() => Ready = null;

    public void Miss() => Away = true;

    public void Leave() => (Ready, Away, Left) = (null, true, true);
}
