using ActorBench.Campaigns.Scheduling;
using ActorBench.Messages.Plans;
using CsCheck;

namespace ActorBench.Campaigns.Tests.Scheduling;

public sealed class LevelRoundsSpecs
{
    private static readonly Gen<PairId[]> AnyPairs =
        from edges in Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9]).Where(edge => edge.Item1 < edge.Item2).List[1, 20]
        select edges.Distinct().Select(edge => new PairId($"h{edge.Item1}", $"h{edge.Item2}")).ToArray();

    [Theory]
    [InlineData("h1:h2 h3:h4 h5:h6 h7:h8", 4)]
    [InlineData("h1:h2 h2:h3 h3:h4 h4:h1", 2)]
    [InlineData("h1:h2 h2:h3 h3:h4 h4:h5 h5:h1", 2)]
    [InlineData("h1:h2 h1:h3 h1:h4", 1)]
    [InlineData("h1:h2 h2:h3 h3:h4", 1)]
    public void The_most_is_what_every_pair_finds_companions_for(string pairs, int most) => Assert.Equal(most, Level(pairs).Most);

    [Theory]
    [InlineData(8, 4)]
    [InlineData(7, 3)]
    [InlineData(20, 10)]
    [InlineData(49, 24)]
    public void A_ring_and_all_pairs_take_half_of_the_hosts(int hosts, int most)
    {
        var ring = Enumerable.Range(1, hosts).Select(host => new PairId($"h{host}", $"h{(host % hosts) + 1}")).ToArray();
        Assert.Equal(most, new LevelRounds(ring, []).Most);
        var all = CircleMethod.Rounds(hosts).SelectMany(round => round).Select(pair => new PairId($"h{pair.A + 1}", $"h{pair.B + 1}")).ToArray();
        Assert.Equal(most, new LevelRounds(all, []).Most);
    }

    [Fact]
    public void Eight_hosts_in_all_pairs_take_seven_rounds_of_four_with_other_companions_each_time()
    {
        var all = CircleMethod.Rounds(8).SelectMany(round => round).Select(pair => new PairId($"h{pair.A + 1}", $"h{pair.B + 1}")).ToArray();
        var level = new LevelRounds(all, []);
        var (one, other) = (level.Rounds(4, new PlanRandom(1, 1)), level.Rounds(4, new PlanRandom(1, 2)));
        Assert.Equal(7, one.Count);
        Assert.NotEqual(Text(one), Text(other));
    }

    [Fact]
    public void Every_round_has_as_many_pairs_as_its_level_and_every_pair_is_in_one() => Gen.Select(AnyPairs, Gen.ULong).Sample(
        (pairs, seed) =>
        {
            var level = new LevelRounds(pairs, []);
            for (var k = 1; k <= level.Most; k++)
            {
                var rounds = level.Rounds(k, new PlanRandom(seed, k));
                Assert.All(rounds, round => Assert.Equal(k, round.Length));
                Assert.All(rounds, round => Assert.Equal(2 * k, round.SelectMany(pair => new[] { pairs[pair].Initiator, pairs[pair].Responder }).Distinct().Count()));
                Assert.Equal(pairs.Length, rounds.SelectMany(round => round).Distinct().Count());
                Assert.InRange(rounds.Count, (pairs.Length + k - 1) / k, pairs.Length);
                Assert.Equal(Text(rounds), Text(level.Rounds(k, new PlanRandom(seed, k))));
            }
        },
        seed: Some.Seed,
        iter: 300);

    private static LevelRounds Level(string pairs) => new([.. pairs.Split(' ').Select(PairId.Parse)], []);

    private static string Text(IReadOnlyList<int[]> rounds) => string.Join('/', rounds.Select(round => string.Join(',', round)));
}
