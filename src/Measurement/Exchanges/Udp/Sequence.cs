namespace ActorBench.Measurement.Exchanges.Udp;

/// <summary>How much of an exchange's number fits into its datagrams, in their first bytes, little endian.</summary>
internal static class Sequence
{
    /// <returns>A mask over the low bytes that both messages have room for: one byte's worth for messages of 1 B, all eight from 8 B on.</returns>
    public static ulong Mask(int requestBytes, int responseBytes)
    {
        var bytes = Math.Min(sizeof(ulong), Math.Min(requestBytes, responseBytes));
        return ulong.MaxValue >> (8 * (sizeof(ulong) - bytes));
    }
}

/// <summary>Remembers the last exchanges that were given up, to tell a late response from a second copy.</summary>
internal sealed class GivenUp
{
    private const int Remembered = 64;

    // Zero marks a free place: numbers begin at 1.
    private readonly ulong[] _numbers = new ulong[Remembered];
    private int _next;

    public void Add(ulong number)
    {
        _numbers[_next] = number;
        _next = (_next + 1) % Remembered;
    }

    /// <summary>Takes out the youngest given-up exchange whose number looks like <paramref name="received"/> under the mask.</summary>
    /// <returns>False when there is none: then the response is a second copy of one that was counted already.</returns>
    public bool TryTake(ulong received, ulong mask)
    {
        for (var back = 1; back <= Remembered; back++)
        {
            ref var number = ref _numbers[(_next - back + Remembered) % Remembered];
            if (number == 0 || ((number ^ received) & mask) != 0) continue;
            number = 0;
            return true;
        }

        return false;
    }
}
