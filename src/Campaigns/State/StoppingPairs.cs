using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.State;

/// <summary>Pairs that were told to stop and have not said that they did.</summary>
internal sealed class StoppingPairs
{
    private readonly HashSet<PairId> _pairs = [];

    /// <summary>A stop was asked for since the last <see cref="Clear"/>.</summary>
    public bool Asked { get; private set; }

    public bool AllStopped => _pairs.Count == 0;

    public IEnumerable<PairId> Waiting => _pairs;

    public void Ask(IEnumerable<PairId> pairs)
    {
        Asked = true;
        _pairs.UnionWith(pairs);
    }

    /// <returns>True for the last one.</returns>
    public bool Stopped(PairId pair) => _pairs.Remove(pair) && _pairs.Count == 0;

    public void Clear()
    {
        Asked = false;
        _pairs.Clear();
    }
}
