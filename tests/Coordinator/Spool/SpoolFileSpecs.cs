using ActorBench.Agents.Spool;
using ActorBench.Coordinator.Tests.Wire;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Trials;

namespace ActorBench.Coordinator.Tests.Spool;

public sealed class SpoolFileSpecs
{
    [Fact]
    public void Results_come_back_whole_and_in_their_order()
    {
        using var rig = new SpoolRig();
        rig.Write(3, 1, 2);
        var failed = new EndpointReplies.ResponderDone(SpoolRig.Key(9), null, new TrialFailure(FailureKind.PeerClosed, "The other end closed."));
        using (var again = rig.Open()) again.Append(failed);

        using var spool = rig.Open();

        Assert.Equal(
            ((EndpointReplies.IEndpointReply[])[SpoolRig.Result(3), SpoolRig.Result(1), SpoolRig.Result(2), failed]).Select(Samples.Text),
            spool.Loaded.Select(Samples.Text));
        Assert.Empty(spool.Notes);
    }

    [Fact]
    public void A_last_record_torn_anywhere_is_cut_off_with_one_line_and_the_next_one_is_whole()
    {
        using var rig = new SpoolRig();
        rig.Write(1);
        var whole = new FileInfo(rig.File).Length;
        rig.Write(2);
        var bytes = File.ReadAllBytes(rig.File);
        for (var length = whole + 1; length < bytes.Length; length += 11)
        {
            File.WriteAllBytes(rig.File, bytes[..(int)length]);
            using (var spool = rig.Open())
            {
                Assert.Equal([1], Trials(spool));
                Assert.Contains($"The last {length - whole} B", Assert.Single(spool.Notes), StringComparison.Ordinal);
                spool.Append(SpoolRig.Result(3));
            }

            using var after = rig.Open();
            Assert.Equal([1, 3], Trials(after));
            Assert.Empty(after.Notes);
        }
    }

    [Fact]
    public void A_flipped_bit_costs_the_record_that_it_is_in_and_no_other()
    {
        using var rig = new SpoolRig();
        rig.Write(1);
        var from = new FileInfo(rig.File).Length;
        rig.Write(2);
        var to = new FileInfo(rig.File).Length;
        rig.Write(3);
        var bytes = File.ReadAllBytes(rig.File);
        // Behind the length, which alone says where the next record begins.
        for (var bit = (from + 4) * 8; bit < to * 8; bit += 61)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (int)(bit % 8));
            File.WriteAllBytes(rig.File, flipped);
            using var spool = rig.Open();
            Assert.Equal([1, 3], Trials(spool));
            Assert.Contains("1 of the records", Assert.Single(spool.Notes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_flipped_bit_in_a_length_never_makes_a_result_up()
    {
        using var rig = new SpoolRig();
        rig.Write(1);
        var from = new FileInfo(rig.File).Length;
        rig.Write(2, 3);
        var bytes = File.ReadAllBytes(rig.File);
        for (var bit = from * 8; bit < (from + 4) * 8; bit++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (int)(bit % 8));
            File.WriteAllBytes(rig.File, flipped);
            using var spool = rig.Open();
            Assert.Equal([1], Trials(spool));
            Assert.NotEmpty(spool.Notes);
        }
    }

    [Fact]
    public void What_is_forgotten_does_not_come_back_and_an_idle_spool_is_empty()
    {
        using var rig = new SpoolRig();
        long empty;
        using (var spool = rig.Open())
        {
            empty = spool.Length;
            foreach (var trial in (int[])[1, 2, 3]) spool.Append(SpoolRig.Result(trial));
            spool.Forget(SpoolRig.Key(2));
            spool.Forget(SpoolRig.Key(2));
        }

        using (var spool = rig.Open())
        {
            Assert.Equal([1, 3], Trials(spool));
            spool.Forget(SpoolRig.Key(1));
            spool.Forget(SpoolRig.Key(3));
            Assert.Equal(empty, spool.Length);
        }

        Assert.Equal(empty, new FileInfo(rig.File).Length);
    }

    [Fact]
    public void What_is_forgotten_makes_room_while_an_old_result_is_still_wanted()
    {
        using var rig = new SpoolRig();
        var one = SizeOf(SpoolRig.Result(2));
        using (var spool = rig.Open(bound: 10 * one))
        {
            spool.Append(SpoolRig.Result(1));
            for (var trial = 2; trial < 200; trial++)
            {
                spool.Append(SpoolRig.Result(trial));
                Assert.InRange(spool.Length, 0, 10 * one);
                spool.Forget(SpoolRig.Key(trial));
            }
        }

        using var after = rig.Open();
        Assert.Equal([1], Trials(after));
        Assert.Equal(["native.spool"], Directory.GetFiles(rig.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Nothing_is_taken_beyond_the_bound_and_what_is_there_stays()
    {
        using var rig = new SpoolRig();
        var kept = new List<int>();
        using (var spool = rig.Open(bound: 20_000))
        {
            var refused = Assert.Throws<IOException>(() =>
            {
                for (var trial = 1; trial < 1_000; trial++)
                {
                    spool.Append(SpoolRig.Result(trial));
                    kept.Add(trial);
                }
            });
            Assert.Contains("20000 B", refused.Message, StringComparison.Ordinal);
            Assert.Throws<IOException>(spool.Probe);
        }

        Assert.InRange(kept.Count, 5, 100);
        using var after = rig.Open();
        Assert.Equal(kept, Trials(after));
        Assert.Empty(after.Notes);
    }

    [Fact]
    public void One_process_has_it_and_a_form_that_is_not_known_is_set_aside()
    {
        using var rig = new SpoolRig();
        File.WriteAllText(rig.File, "actorbench spool 2\nwhatever comes then");

        using (var spool = rig.Open())
        {
            Assert.Contains("set aside", Assert.Single(spool.Notes), StringComparison.Ordinal);
            spool.Append(SpoolRig.Result(1));
            Assert.Throws<IOException>(() => rig.Open());
        }

        using var after = rig.Open();
        Assert.Equal([1], Trials(after));
        Assert.Equal("actorbench spool 2\nwhatever comes then", File.ReadAllText(Directory.GetFiles(rig.Folder, "native.spool.2*").Single()));
    }

    private static IEnumerable<int> Trials(SpoolFile spool) => spool.Loaded.Select(result => SpoolCodec.KeyOf(result).Trial);

    private static int SizeOf(EndpointReplies.IEndpointReply result) => SpoolCodec.Encode(result).Length;
}
