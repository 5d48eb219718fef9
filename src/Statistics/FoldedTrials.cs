using System.Collections;
using System.Runtime.InteropServices;

namespace ActorBench.Statistics;

/// <summary>Accepted trials in the order of their numbers, whatever order they came in. Trials mostly come in order, so adding one is cheap.</summary>
internal sealed class FoldedTrials : IReadOnlyCollection<FoldedTrial>
{
    private readonly List<FoldedTrial> _trials = [];

    public int Count => _trials.Count;

    /// <summary>A journal accepts a trial once. Were there two, the earlier attempt stands, whichever was seen first.</summary>
    /// <returns>False for a trial that is here already.</returns>
    public bool Add(FoldedTrial trial)
    {
        var place = Find(trial.Number);
        if (place >= 0)
        {
            if (_trials[place].Attempt <= trial.Attempt) return false;
            _trials[place] = trial;
            return true;
        }

        // Twice the room each time, a list's way, would cost as much memory again.
        if (_trials.Count == _trials.Capacity) _trials.Capacity += Math.Max(4, _trials.Count / 8);
        _trials.Insert(~place, trial);
        return true;
    }

    public bool Has(int number) => Find(number) >= 0;

    public ReadOnlySpan<FoldedTrial> AsSpan() => CollectionsMarshal.AsSpan(_trials);

    public IEnumerator<FoldedTrial> GetEnumerator() => _trials.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <returns>The place, or the complement of where it would be.</returns>
    private int Find(int number)
    {
        if (_trials.Count == 0 || _trials[^1].Number < number) return ~_trials.Count;
        var (low, high) = (0, _trials.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (_trials[middle].Number == number) return middle;
            if (_trials[middle].Number < number) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}
