namespace ActorBench.Campaigns.Scheduling;

/// <summary>All pairs of n hosts, each once: n − 1 rounds where n is even; n where it is odd, with another host left out in each (Kirkman 1847).</summary>
public static class CircleMethod
{
    /// <returns>By round; the smaller number of a pair first. Host 0 stands still and the others go round it.</returns>
    public static IReadOnlyList<(int A, int B)[]> Rounds(int hosts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hosts, 2);
        var seats = hosts + (hosts % 2);
        var rounds = new (int A, int B)[seats - 1][];
        for (var round = 0; round < rounds.Length; round++)
        {
            rounds[round] =
            [
                .. Enumerable.Range(0, seats / 2)
                    .Select(seat => (First: At(seat, round), Second: At(seats - 1 - seat, round)))
                    .Where(pair => pair.First < hosts && pair.Second < hosts)
                    .Select(pair => (Math.Min(pair.First, pair.Second), Math.Max(pair.First, pair.Second))),
            ];
        }

        return rounds;

        int At(int seat, int round) => seat == 0 ? 0 : 1 + ((seat - 1 - round + (seats - 1)) % (seats - 1));
    }
}
