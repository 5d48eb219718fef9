using ActorBench.Messages.Hosts;

namespace ActorBench.Reports;

/// <summary>Starts of guests, to be asked for the one that an attempt found there.</summary>
internal sealed class StartsBefore(IEnumerable<HostEvents.GuestRegistered> starts)
{
    private readonly Dictionary<(string Host, string Platform), (DateTimeOffset[] At, long[] Ms)> _byGuest = starts
        .GroupBy(start => (start.Host, start.Platform))
        .ToDictionary(guest => guest.Key, guest => guest.OrderBy(start => start.At).ToList() is var sorted
            ? (sorted.Select(start => start.At).ToArray(), sorted.Select(start => start.StartMs).ToArray())
            : default);

    /// <returns>Milliseconds of the last start until then; null where none is known.</returns>
    public long? Last(string host, string platform, DateTimeOffset at)
    {
        if (!_byGuest.TryGetValue((host, platform), out var guest)) return null;
        var found = Array.BinarySearch(guest.At, at);
        var last = found >= 0 ? found : ~found - 1;
        return last < 0 ? null : guest.Ms[last];
    }
}
