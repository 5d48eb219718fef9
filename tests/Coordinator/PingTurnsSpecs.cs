using ActorBench.Agents;

namespace ActorBench.Coordinator.Tests;

public sealed class PingTurnsSpecs
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly PingTurns _turns = new(Every, patient: 4);
    private TimeSpan _now = TimeSpan.FromHours(1);

    [Fact]
    public void Who_answers_no_ping_is_given_up_with_the_fifth_and_who_answers_one_is_not()
    {
        Assert.Equal([PingTurn.Ping, PingTurn.Ping, PingTurn.Ping, PingTurn.Ping], Ticks(4, Every));
        _turns.Answered();
        Assert.Equal([PingTurn.Ping, PingTurn.Ping, PingTurn.Ping, PingTurn.Ping, PingTurn.GiveUp], Ticks(5, Every));
    }

    [Fact]
    public void Ticks_that_come_late_and_then_all_at_once_are_one_turn_and_what_was_not_answered_before_is_forgotten()
    {
        Ticks(4, Every);
        _now += TimeSpan.FromMinutes(2);
        Assert.Equal([PingTurn.Ping, PingTurn.None, PingTurn.None], Ticks(3, TimeSpan.FromMilliseconds(1)));
        Assert.Equal([PingTurn.Ping, PingTurn.Ping, PingTurn.Ping, PingTurn.GiveUp], Ticks(4, Every));
    }

    [Fact]
    public void A_timer_that_is_a_second_early_or_late_changes_nothing()
    {
        Assert.All(Ticks(2, Every - TimeSpan.FromSeconds(1)).Concat(Ticks(2, Every + TimeSpan.FromSeconds(1))), turn => Assert.Equal(PingTurn.Ping, turn));
        Assert.Equal([PingTurn.GiveUp], Ticks(1, Every));
    }

    private PingTurn[] Ticks(int count, TimeSpan apart) => [.. Enumerable.Range(0, count).Select(_ => _turns.Next(_now += apart))];
}
