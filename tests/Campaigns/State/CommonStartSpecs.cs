using ActorBench.Campaigns.State;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.Tests.State;

/// <summary>A pair whose trials begin together with those of others.</summary>
public sealed class CommonStartSpecs
{
    private const long Instant = 5_000_000_000;

    private static readonly RoundShape Round = new(3, [PairRig.Pair, new PairId("h3", "h4")]);

    private readonly PairRig _pair = new(_ => (_, _, _, start) => new WitnessedTrial(start?.Missing is null ? [] : ["company"]));

    private IEnumerable<T> ToRound<T>() => _pair.Effects.OfType<PairEffect.TellRound>().Select(e => e.Command).OfType<T>();

    [Fact]
    public void It_says_that_it_is_ready_and_orders_nothing_before_the_round_answers()
    {
        Begin(PairRig.Trial(1), PairRig.Trial(2));
        var ready = Assert.Single(ToRound<RoundCommands.Ready>());
        Assert.Equal((3, 1, PairRig.Pair), (ready.Round, ready.Position, ready.Pair));
        Assert.Empty(_pair.Going);

        _pair.Tell(Answer(ready));

        Assert.Equal([(EndpointRole.Responder, Instant + 70), (EndpointRole.Initiator, Instant + 10)], _pair.Going.Select(go => (go.Role, go.StartAtNs!.Value)));
        var deadline = Assert.Single(_pair.Effects.OfType<PairEffect.StartDeadline>()).After;
        Assert.True(deadline > TimeSpan.FromSeconds(1.4), $"{deadline} does not hold the time until the instant.");
        Finish(ready.Key);
        Assert.Equal(2, Assert.Single(ToRound<RoundCommands.Ready>()).Position);
    }

    [Fact]
    public void It_asks_again_until_it_is_answered()
    {
        Begin(PairRig.Trial(1));
        var first = Assert.Single(ToRound<RoundCommands.Ready>());
        _pair.Tell(new PairInput.Tick());
        Assert.Equal(first, Assert.Single(ToRound<RoundCommands.Ready>()));

        _pair.Tell(Answer(first));
        _pair.Tell(new PairInput.Tick());
        Assert.Empty(_pair.Effects);
    }

    [Fact]
    public void Start_and_stop_are_stored_in_the_clock_of_the_round()
    {
        Begin(PairRig.Trial(1));
        var ready = Assert.Single(ToRound<RoundCommands.Ready>());
        _pair.Tell(Answer(ready, "h3:h4"));
        Finish(ready.Key, new WindowTimes(Instant + 10 + 2_000, Instant + 10 + 2_000 + 20_000_000));

        var result = Assert.Single(_pair.Journal.OfType<PairEvents.TrialRecorded>()).Result;
        // The initiator's clock runs 100 ppm fast.
        Assert.Equal(new StartFacts(3, 1, 2, Instant, Instant + 2_000, Instant + 2_000 + 19_998_000, 5, ["h3:h4"]), result.Start! with { Missing = result.Start.Missing }, AlikeFacts);
        Assert.Equal(["invalid:company"], result.Flags);
        Assert.Equal(PairRig.Pair, Assert.Single(ToRound<RoundCommands.Leave>()).Pair);
    }

    [Fact]
    public void An_order_that_comes_too_late_is_given_again_with_another_instant()
    {
        Begin(PairRig.Trial(1));
        var ready = Assert.Single(ToRound<RoundCommands.Ready>());
        _pair.Tell(Answer(ready));
        _pair.Tell(new EndpointReplies.TooLate(ready.Key, EndpointRole.Initiator, Instant + 9));
        Assert.Empty(_pair.Effects);
        _pair.Tell(new EndpointReplies.TooLate(ready.Key, EndpointRole.Initiator, Instant + 10));
        Assert.Equal((ready.Key, Instant), ToRound<RoundCommands.TooLate>().Select(late => (late.Key, late.AtNs)).Single());

        _pair.Tell(Answer(ready, at: Instant + 1_000));

        Assert.Equal([(EndpointRole.Responder, Instant + 1_070), (EndpointRole.Initiator, Instant + 1_010)], _pair.Going.Select(go => (go.Role, go.StartAtNs!.Value)));
        Finish(ready.Key);
        Assert.Equal(Instant + 1_000, Assert.Single(_pair.Journal.OfType<PairEvents.TrialRecorded>()).Result.Start!.AskedNs);
    }

    [Fact]
    public void A_refusal_of_the_round_fails_the_attempt_and_the_next_one_asks_anew()
    {
        Begin(PairRig.Trial(1));
        var ready = Assert.Single(ToRound<RoundCommands.Ready>());
        _pair.Tell(new RoundReplies.NotStarted(PairRig.Campaign, PairRig.Pair, ready.Key, "The native endpoint of h2 did not say what its clock shows."));

        Assert.Equal(FailureKind.NotReady, Assert.Single(_pair.Journal.OfType<PairEvents.AttemptFailed>()).Failure.Kind);
        _pair.Raise();
        _pair.Prepare();
        _pair.Wait();
        Assert.Equal(2, Assert.Single(ToRound<RoundCommands.Ready>()).Key.Attempt);
    }

    [Fact]
    public void A_pair_that_is_told_to_stop_leaves_its_round()
    {
        Begin(PairRig.Trial(1));
        _pair.Tell(new PairCommands.StopBlock(PairRig.Campaign, PairRig.Pair, "Stopped."));
        Assert.Single(ToRound<RoundCommands.Leave>());
    }

    [Fact]
    public void After_a_crash_it_stands_in_its_round_again()
    {
        Begin(PairRig.Trial(1));
        var before = Assert.Single(ToRound<RoundCommands.Ready>()).Key;
        _pair.Crash();
        Begin(PairRig.Trial(1));
        _pair.Tell(new EndpointReplies.NotHeld(before, EndpointRole.Initiator));
        _pair.Prepare();

        Assert.Equal((1, 2), ToRound<RoundCommands.Ready>().Select(ready => (ready.Position, ready.Key.Attempt)).Single());
    }

    private static bool AlikeFacts(StartFacts one, StartFacts other) =>
        one with { Missing = null } == other with { Missing = null } && (one.Missing ?? []).SequenceEqual(other.Missing ?? []);

    private static RoundReplies.StartAt Answer(RoundCommands.Ready ready, string? missing = null, long at = Instant) => new(
        PairRig.Campaign,
        PairRig.Pair,
        ready.Key,
        new RoundStart(3, ready.Position, 2, missing is null ? [] : [missing], at, 400_000_000, new EndpointClock(at + 10, 100_000, 5), new EndpointClock(at + 70, 0, 9)));

    private void Begin(params TrialSpec[] trials) => _pair.Begin(PairRig.Grant(2, trials) with { Round = Round });

    private void Finish(AttemptKey key, WindowTimes? window = null)
    {
        var done = PairRig.Initiator(key);
        _pair.Tell(done with { Report = done.Report! with { Window = window ?? new WindowTimes(Instant, Instant + 1) } });
        _pair.Tell(PairRig.Responder(key));
    }
}
