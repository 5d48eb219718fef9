namespace ActorBench.Campaigns.Tests.Files;

/// <summary>Keys that are not known, or there twice, or missing.</summary>
public sealed class BadKeySpecs
{
    private const string Head = "name: x\nplatforms: [native]\n";
    private const string Body = "protocols: { tcp: { sizes: [1 B] } }\n";

    [Theory]
    [InlineData(Head + "protocls: { tcp: { sizes: [1 B] } }\n", "3:1: unknown key 'protocls'; did you mean 'protocols'?")]
    [InlineData(Head + Body + "Seed: 1\n", "4:1: unknown key 'Seed'; did you mean 'seed'?")]
    [InlineData(Head + Body + "frobnicate: 1\n", "4:1: unknown key 'frobnicate'; choose from: version, name, description, seed, engine, timing, lab, hosts, pairs, links, concurrency, platforms, guests, baseline, protocols, trial, profile, repetitions, stop, order, twins, sentinels, retries, thresholds")]
    [InlineData(Head + Body + "duration: 10 s\n", "4:1: unknown key 'duration'; it belongs under 'trial'")]
    [InlineData(Head + Body + "trial: { duraton: 10 s }\n", "4:10: unknown key 'duraton'; did you mean 'duration'?")]
    [InlineData(Head + Body + "trial: { min_exchanges: 2 }\n", "4:10: unknown key 'min_exchanges'; did you mean 'min-exchanges'?")]
    [InlineData(Head + Body + "lab: { rte: none }\n", "4:8: unknown key 'rte'; did you mean 'rate'?")]
    [InlineData(Head + Body + "trial: { sockets: { nodelay: true } }\n", "4:21: unknown key 'nodelay'; did you mean 'no-delay'?")]
    [InlineData(Head + "protocols: { tpc: { sizes: [1 B] } }\n", "3:14: unknown key 'tpc'; did you mean 'tcp'?")]
    [InlineData(Head + "protocols: { tcp: { size: [1 B] } }\n", "3:21: unknown key 'size'; did you mean 'sizes'?")]
    [InlineData("name: x\n<<: y\n", "2:1: unknown key '<<'; choose from: version, name, description, seed, engine, timing, lab, hosts, pairs, links, concurrency, platforms, guests, baseline, protocols, trial, profile, repetitions, stop, order, twins, sentinels, retries, thresholds")]
    public void An_unknown_key(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData("name: y\nname: x\nplatforms: [native]\nprotocols: { tcp: { sizes: [1 B] } }\n", "2:1: duplicate key 'name', first on line 1; take one of the two away")]
    [InlineData(Head + "protocols:\n  tcp: { sizes: [1 B] }\n  tcp: { sizes: [2 B] }\n", "5:3: duplicate key 'tcp', first on line 4; take one of the two away")]
    [InlineData(Head + Body + "trial: { warmup: 1 s, warmup: 2 s }\n", "4:23: duplicate key 'warmup', first on line 4; take one of the two away")]
    [InlineData(Head + "protocols: { tcp: { sizes: { a: [1 B], a: [2 B] } } }\n", "3:40: duplicate key 'a', first on line 3; take one of the two away")]
    public void A_duplicate_key(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Body, "1:1: the campaign has no name; write one, such as 'name: quick'")]
    [InlineData("# c\n\nname: x\n", "3:1: the campaign has no protocols, so there is nothing to measure; write some, such as 'protocols: { tcp: { sizes: [1 B] } }'")]
    [InlineData(Head + "protocols: { tcp: { } }\n", "3:19: tcp has no sizes; write some, such as 'sizes: [1 B, 64 KiB]'")]
    public void A_missing_key(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + Body + "lab: netns\n", "4:6: lab takes keys with values; write it as 'lab: { key: value }'")]
    [InlineData(Head + Body + "trial:\n", "4:7: trial is empty; give it a setting or take it away")]
    [InlineData(Head + Body + "trial: [1 s]\n", "4:8: trial takes keys with values; write it as 'trial: { key: value }'")]
    [InlineData(Head + "protocols: tcp\n", "3:12: protocols takes keys with values; write it as 'protocols: { key: value }'")]
    [InlineData(Head + Body + "thresholds: [a]\n", "4:13: thresholds takes keys with values; write it as 'thresholds: { key: value }'")]
    public void A_section_that_is_none(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));
}
