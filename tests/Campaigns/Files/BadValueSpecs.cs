namespace ActorBench.Campaigns.Tests.Files;

/// <summary>Times, rates, counts, and campaigns that hold too much or nothing.</summary>
public sealed class BadValueSpecs
{
    private const string Head = "name: x\nplatforms: [native]\n";
    private const string Body = "protocols: { tcp: { sizes: [1 B] } }\n";

    [Theory]
    [InlineData(Head + Body + "trial: { duration: 10 }\n", "4:20: '10' has no unit; write one such as '10 s'")]
    [InlineData(Head + Body + "trial: { duration: 10 sec }\n", "4:20: 'sec' is not a unit of time; did you mean 's'?")]
    [InlineData(Head + Body + "trial: { duration: 10 m }\n", "4:20: 'm' is not a unit of time; did you mean 'min' or 'ms'?")]
    [InlineData(Head + Body + "trial: { duration: 10 KiB }\n", "4:20: 'KiB' is not a unit of time; choose from: us, ms, s, min, h")]
    [InlineData(Head + Body + "trial: { duration: -1 s }\n", "4:20: '-1 s' is negative; a time is not, write one such as '10 s'")]
    [InlineData(Head + Body + "trial: { duration: 0 s }\n", "4:20: '0 s' is too small; trial.duration takes 1 ms to 24 h")]
    [InlineData(Head + Body + "trial: { duration: 25 h }\n", "4:20: '25 h' is too large; trial.duration takes 1 ms to 24 h")]
    [InlineData(Head + Body + "trial: { duration: NaN }\n", "4:20: 'NaN' is not a time; write a number and a unit, such as '10 s'")]
    [InlineData(Head + Body + "trial: { warmup: 0.0001 us }\n", "4:18: '0.0001 us' is 0.1 ns; a time is a whole number of ns, so choose another")]
    [InlineData(Head + Body + "trial: { timeout: 0.5 ms }\n", "4:19: '0.5 ms' is too small; trial.timeout takes 1 ms to 24 h")]
    [InlineData(Head + Body + "trial: { duration: 999999999999999 h }\n", "4:20: '999999999999999 h' is too large; write a time such as '10 s'")]
    public void A_time_that_is_none(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + Body + "lab: { rate: 100 Mbps }\n", "4:14: 'Mbps' is not a unit of rate; did you mean 'Mbit/s'?")]
    [InlineData(Head + Body + "lab: { rate: 100 }\n", "4:14: '100' has no unit; write one such as '100 Mbit/s'")]
    [InlineData(Head + Body + "lab: { rate: 0 Mbit/s }\n", "4:14: '0 Mbit/s' is too small; lab.rate takes 100 kbit/s to 100 Gbit/s")]
    [InlineData(Head + Body + "lab: { rate: 100 mbit/s }\n", "4:14: 'mbit/s' is not a unit of rate; did you mean 'Mbit/s'?")]
    [InlineData(Head + Body + "lab: { rate: unlimited }\n", "4:14: 'unlimited' is not a rate; write a number and a unit, such as '100 Mbit/s'")]
    public void A_rate_that_is_none(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + Body + "seed: -1\n", "4:7: seed must be a whole number from 0 to 18,446,744,073,709,551,615, not '-1'")]
    [InlineData(Head + Body + "seed: 18446744073709551616\n", "4:7: seed must be a whole number from 0 to 18,446,744,073,709,551,615, not '18446744073709551616'")]
    [InlineData(Head + Body + "repetitions: 0\n", "4:14: repetitions must be a whole number from 1 to 1,000,000, not '0'")]
    [InlineData(Head + Body + "repetitions: 1.5\n", "4:14: repetitions must be a whole number from 1 to 1,000,000, not '1.5'")]
    [InlineData(Head + Body + "repetitions: NaN\n", "4:14: repetitions must be a whole number from 1 to 1,000,000, not 'NaN'")]
    [InlineData(Head + Body + "repetitions: 2000000000\n", "4:14: repetitions must be a whole number from 1 to 1,000,000, not '2000000000'")]
    [InlineData(Head + Body + "retries: many\n", "4:10: retries must be a whole number from 0 to 100, not 'many'")]
    [InlineData(Head + Body + "retries: 101\n", "4:10: retries must be a whole number from 0 to 100, not '101'")]
    [InlineData(Head + Body + "lab: { mtu: 20 }\n", "4:13: lab.mtu must be a whole number from 576 to 65,535, not '20'")]
    [InlineData(Head + Body + "trial: { exchanges: 1e9 }\n", "4:21: trial.exchanges must be a whole number from 1 to 1,000,000,000, not '1e9'")]
    [InlineData(Head + Body + "trial: { min-exchanges: 0 }\n", "4:25: trial.min-exchanges must be a whole number from 1 to 1,000,000,000, not '0'")]
    public void A_count_that_is_none(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + Body + "trial: { duration: 1 s, exchanges: 5 }\n", "4:36: the trial has both duration and exchanges; keep the one that shall end it")]
    [InlineData(Head + Body + "trial: { exchanges: 5, min-exchanges: 6 }\n", "4:39: min-exchanges is larger than exchanges, so no trial could hold it; take it away")]
    public void Settings_that_contradict_each_other(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData("name: x\nplatforms: []\nprotocols: {}\n", "2:12: platforms is empty, so there is nothing to measure; name at least one")]
    [InlineData("name: x\nprotocols: {}\n", "2:12: protocols is empty, so there is nothing to measure; name tcp, udp or both with sizes")]
    [InlineData("name: x\nplatforms:\nprotocols: { tcp: { sizes: [1 B] } }\n", "2:11: platforms is empty, so there is nothing to measure; name at least one")]
    public void An_empty_matrix(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + "protocols: { tcp: { sizes: 1 B .. 1 GiB +1 B } }\n", "3:28: '1 GiB' is too large; a TCP message takes 1 B to 50 MiB")]
    [InlineData(Head + "protocols: { tcp: { sizes: 1 B .. 50 MiB +1 B } }\n", "3:28: the range '1 B .. 50 MiB +1 B' holds 52,428,800 sizes, more than a campaign's 1,000,000 trials; take a larger step")]
    [InlineData(Head + "protocols: { tcp: { sizes: [1 B .. 900000 B +1 B, 1 MiB .. 3 MiB +1 B] } }\n", "3:51: the range '1 MiB .. 3 MiB +1 B' holds 2,097,153 sizes, more than a campaign's 1,000,000 trials; take a larger step")]
    [InlineData(Head + "protocols: { tcp: { sizes: 1 B .. 1 MiB +2 B } }\n", "3:12: the campaign has 5,242,880 trials, more than 1,000,000; take fewer sizes, platforms or repetitions")]
    [InlineData(Head + "protocols: { tcp: { sizes: 1 B .. 1 MB +2 B } }\nrepetitions: 3\n", "4:14: the campaign has 1,500,000 trials, more than 1,000,000; take fewer sizes, platforms or repetitions")]
    public void A_matrix_beyond_all_bounds(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + Body + "description: \"a\\eb\"\n", "4:14: description holds control characters; write plain text")]
    [InlineData(Head + Body + "thresholds: { a: \"\\x07\" }\n", "4:18: a threshold holds control characters; write plain text")]
    public void Text_that_a_terminal_would_act_on(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));
}
