using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ActorBench.Coordinator.Observability;

/// <summary>A count for each value of one tag. Known values are there from the start, so that a rate over a scraped counter sees its first step.</summary>
internal sealed class Tally
{
    private readonly string _tag;
    private readonly ConcurrentDictionary<string, long> _counts;

    public Tally(string tag, IEnumerable<string> known)
    {
        _tag = tag;
        _counts = new(known.Select(value => KeyValuePair.Create(value, 0L)));
    }

    public void Add(string value) => _counts.AddOrUpdate(value, 1, (_, count) => count + 1);

    public IEnumerable<Measurement<long>> Read() =>
        _counts.Select(count => new Measurement<long>(count.Value, KeyValuePair.Create<string, object?>(_tag, count.Key)));
}
