namespace ActorBench.Campaigns.Synchronisation;

/// <summary>One question to another clock and its answer, in nanoseconds: sent and returned by the own clock, received and answered by the other.</summary>
/// <remarks>RFC 5905, section 8. However the delay is shared between the two ways, the true offset lies within half of it.</remarks>
public readonly record struct ClockSample(long SentNs, long ReceivedNs, long AnsweredNs, long ReturnedNs)
{
    /// <summary>θ: the other clock less the own one.</summary>
    public long OffsetNs => (ReceivedNs - SentNs + (AnsweredNs - ReturnedNs)) / 2;

    /// <summary>δ: time under way, there and back.</summary>
    public long DelayNs => ReturnedNs - SentNs - (AnsweredNs - ReceivedNs);

    /// <summary>The moment of the own clock that the offset is about.</summary>
    public long AtNs => SentNs + ((ReturnedNs - SentNs) / 2);
}

/// <summary>What a survey says about another clock.</summary>
public readonly record struct ClockEstimate(long AtNs, long OffsetNs, long DelayNs)
{
    /// <summary>Largest error of the offset, rounded up.</summary>
    public long BoundNs => (DelayNs + 1) / 2;
}

/// <summary>Keeps the last eight samples of a survey, of which the one with the least delay is the best: RFC 5905, section 10.</summary>
/// <remarks>A survey asks twice as often, so that what the first questions wake up (connection, compiler, processor) is not in the eight.</remarks>
public sealed class ClockFilter
{
    public const int Kept = 8;

    /// <summary>Questions of a survey.</summary>
    public const int Asked = 16;

    private readonly Queue<ClockSample> _samples = new(Kept);

    public int Taken { get; private set; }

    /// <summary>The longest that any question took, those that are not kept among them: so long may an order take, too.</summary>
    public long MostDelayNs { get; private set; }

    /// <summary>Null before the first sample.</summary>
    public ClockEstimate? Best
    {
        get
        {
            if (_samples.Count == 0) return null;
            var best = _samples.MinBy(sample => sample.DelayNs);
            return new ClockEstimate(best.AtNs, best.OffsetNs, best.DelayNs);
        }
    }

    public void Add(ClockSample sample)
    {
        if (_samples.Count == Kept) _samples.Dequeue();
        _samples.Enqueue(sample);
        MostDelayNs = Math.Max(MostDelayNs, sample.DelayNs);
        Taken++;
    }
}
