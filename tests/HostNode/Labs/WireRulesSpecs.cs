using ActorBench.HostNode.Labs.Wire;
using ActorBench.Messages.Trials;

namespace ActorBench.HostNode.Tests.Labs;

public sealed class WireRulesSpecs
{
    /// <summary>At 100 Mbit/s a byte takes 80 ns.</summary>
    private const long Rate = 100_000_000;

    [Theory]
    [InlineData(42, 84)] // padded to the smallest frame
    [InlineData(60, 84)]
    [InlineData(67, 91)] // one byte over TCP with timestamps
    [InlineData(1514, 1538)]
    public void A_frame_takes_its_bytes_preamble_check_and_gap(int frame, int onWire) =>
        Assert.Equal(onWire * 80, new LinkTimes(Rate, 2).OnWireNs(frame));

    [Fact]
    public void A_lone_frame_is_held_for_its_time_on_both_links()
    {
        var links = new LinkTimes(Rate, 2);
        var has = links.Arrive(0, 1514, now: 1_000);
        Assert.Equal(1_000 + 123_040, has);
        Assert.Equal(1_000 + (2 * 123_040), links.Leave(1, 1514, has));
    }

    [Fact]
    public void Frames_that_come_at_once_follow_one_another_and_the_links_work_at_the_same_time()
    {
        var links = new LinkTimes(Rate, 2);
        var last = 0L;
        for (var frame = 0; frame < 10; frame++) last = links.Leave(1, 1514, links.Arrive(0, 1514, now: 0));
        Assert.Equal(11 * 123_040, last);
    }

    [Fact]
    public void Two_senders_share_the_link_of_one_receiver_and_not_their_own()
    {
        var links = new LinkTimes(Rate, 3);
        var first = links.Leave(2, 1514, links.Arrive(0, 1514, 0));
        var second = links.Leave(2, 1514, links.Arrive(1, 1514, 0));
        Assert.Equal(2 * 123_040, first);
        Assert.Equal(3 * 123_040, second);
    }

    [Fact]
    public void Directions_do_not_wait_for_each_other()
    {
        var links = new LinkTimes(Rate, 2);
        links.Leave(1, 1514, links.Arrive(0, 1514, 0));
        Assert.Equal(2 * 123_040, links.Leave(0, 1514, links.Arrive(1, 1514, 0)));
    }

    [Fact]
    public void The_switch_learns_where_an_address_is_and_floods_what_it_does_not_know()
    {
        var table = new MacTable();
        Assert.Equal(MacTable.Everywhere, table.PortFor(Frame(to: 2, from: 1)));
        table.Learn(Frame(to: 2, from: 1), port: 0);
        table.Learn(Frame(to: 1, from: 2), port: 1);
        Assert.Equal(1, table.PortFor(Frame(to: 2, from: 1)));
        table.Learn(Frame(to: 1, from: 2), port: 2);
        Assert.Equal(2, table.PortFor(Frame(to: 2, from: 1)));
        byte[] broadcast = [255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1];
        Assert.Equal(MacTable.Everywhere, table.PortFor(broadcast));
    }

    [Fact]
    public void A_queue_gives_frames_back_in_order_and_says_when_it_is_full()
    {
        var queue = new FrameQueue(frames: 3, mostBytes: 8);
        Assert.Equal(long.MaxValue, queue.Due);
        for (byte round = 0; round < 5; round++)
        {
            for (byte i = 0; i < 3; i++) queue.Add([round, i], due: (10 * round) + i);
            Assert.True(queue.IsFull);
            for (byte i = 0; i < 3; i++)
            {
                Assert.Equal((10 * round) + i, queue.Due);
                Assert.Equal([round, i], queue.First.ToArray());
                queue.Drop();
            }
        }
    }

    [Fact]
    public void A_lateness_is_counted_within_an_eighth()
    {
        for (var late = 1L; late < 1L << 40; late += 1 + (late / 7))
        {
            var counts = new long[WireReading.Buckets];
            counts[WireReading.BucketOf(late)] = 1;
            var delta = new WireReading(1, 0, late, counts).Since(new WireReading(0, 0, 0, new long[WireReading.Buckets]));
            Assert.InRange(delta.MaxLateNs, late, late + (late / 8) + 1);
            Assert.Equal(delta.MaxLateNs, delta.P99LateNs);
        }
    }

    [Fact]
    public void A_trial_sees_only_what_came_after_its_beginning()
    {
        var before = new long[WireReading.Buckets];
        before[WireReading.BucketOf(1_000_000)] = 50;
        var after = before.ToArray();
        after[WireReading.BucketOf(1_000)] += 99;
        after[WireReading.BucketOf(20_000)] += 1;
        var delta = new WireReading(150, 4, 200_000, after).Since(new WireReading(50, 3, 81_000, before));
        Assert.Equal((100, 1, 1_190), (delta.Frames, delta.Drops, delta.MeanLateNs));
        Assert.InRange(delta.P99LateNs, 1_000, 1_125);
        Assert.InRange(delta.MaxLateNs, 20_000, 22_500);
    }

    private static byte[] Frame(byte to, byte from) => [2, 0, 0, 0, 0, to, 2, 0, 0, 0, 0, from, 8, 0];

    [Theory]
    [InlineData(1_000, 9_000, WakingUp.LeastNs)]
    [InlineData(25_000, 45_000, 44_000)]
    [InlineData(200_000, 900_000, WakingUp.MostNs)]
    public void Nineteen_of_twenty_sleeps_end_before_the_frame_is_due(int least, int most, long learnt)
    {
        var (wakingUp, random) = (new WakingUp(), new Random(2007));
        for (var i = 0; i < 20_000; i++) wakingUp.Observe(random.Next(least, most));

        Assert.InRange(wakingUp.LatenessNs, learnt - 1_500, learnt + 1_500);
    }

    [Fact]
    public void A_machine_that_wakes_in_time_again_is_believed_again()
    {
        var wakingUp = new WakingUp();
        for (var i = 0; i < 1_000; i++) wakingUp.Observe(60_000);
        Assert.InRange(wakingUp.LatenessNs, 59_000, 61_000);
        for (var i = 0; i < 5_000; i++) wakingUp.Observe(5_000);

        Assert.Equal(WakingUp.LeastNs, wakingUp.LatenessNs);
    }
}
