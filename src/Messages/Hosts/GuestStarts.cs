namespace ActorBench.Messages.Hosts;

/// <summary>How long guests of a platform took from the order to start until their node had registered.</summary>
public sealed record GuestStarts(string Platform, int Count, long MinMs, long MedianMs, long MaxMs)
{
    /// <param name="startsMs">At least one; of an even number the lower middle one is the median.</param>
    public static GuestStarts Of(string platform, IEnumerable<long> startsMs)
    {
        long[] sorted = [.. startsMs.Order()];
        return new GuestStarts(platform, sorted.Length, sorted[0], sorted[(sorted.Length - 1) / 2], sorted[^1]);
    }
}
