using ActorBench.HostNode.Guests;

namespace ActorBench.HostNode.Tests.Guests;

public sealed class GuestRoomSpecs
{
    private readonly GuestRoom _room = new(2);

    [Fact]
    public void There_is_room_up_to_the_limit()
    {
        Assert.Equal([(RoomAnswer.Placed, null), (RoomAnswer.Placed, null), (RoomAnswer.Full, null)], [Ask("a"), Ask("b"), Ask("c")]);
        Assert.Null(_room.Gone("a"));
        Assert.Equal((RoomAnswer.Placed, null), Ask("c"));
    }

    [Fact]
    public void Who_has_rested_longest_leaves_and_his_place_goes_to_who_asked_first()
    {
        (_, _) = (Ask("a"), Ask("b"));
        _room.Rests("b");
        _room.Rests("a");
        _room.Rests("b");

        Assert.Equal([(RoomAnswer.Waits, "b"), (RoomAnswer.Waits, "a"), (RoomAnswer.Full, null)], [Ask("c"), Ask("d"), Ask("e")]);
        Assert.Equal((string?[])["c", "d", null], (string?[])[_room.Gone("b"), _room.Gone("a"), _room.Gone("c")]);
    }

    [Fact]
    public void Who_works_again_or_leaves_anyway_is_nobody_to_end()
    {
        (_, _) = (Ask("a"), Ask("b"));
        _room.Rests("a");
        _room.Works("a");
        Assert.Equal((RoomAnswer.Full, null), Ask("c"));

        _room.Rests("a");
        _room.Leaves("b");

        Assert.Equal((RoomAnswer.Waits, null), Ask("c"));
        Assert.Equal("c", _room.Gone("b"));
    }

    private (RoomAnswer, string?) Ask(string platform) => (_room.Ask(platform, out var leaves), leaves);
}
