using ActorBench.Agents.Spool;
using ActorBench.Coordinator.Tests.Wire;
using ActorBench.Messages.Trials;

namespace ActorBench.Coordinator.Tests.Spool;

public sealed class HeldResultsSpecs
{
    [Fact]
    public void On_a_full_disk_results_stay_in_memory_and_are_written_when_there_is_room_again()
    {
        using var rig = new SpoolRig(size: "256k");
        using (var held = new HeldResults(rig.Open()))
        {
            var said = new List<string>();
            held.Say = said.Add;
            Assert.Null(held.WhyNoBlock());
            held.Add(SpoolRig.Result(1));
            var filler = rig.Fill();
            // The page that the file has begun may still take a few.
            for (var trial = 2; held.Trouble is null && trial < 20; trial++) held.Add(SpoolRig.Result(trial));
            Assert.Contains("space", held.Trouble, StringComparison.Ordinal);
            var last = held.Count;
            Assert.True(held.TryGet(SpoolRig.Key(last), out var result));
            Assert.Equal(Samples.Text(SpoolRig.Result(last)), Samples.Text(result));
            Assert.Equal(FailureKind.Refused, held.WhyNoTrial()!.Kind);
            Assert.Contains("stay in memory", Assert.Single(said), StringComparison.Ordinal);

            File.Delete(filler);
            Assert.Null(held.WhyNoTrial());
            Assert.Equal(2, said.Count);
            Assert.Equal(Enumerable.Range(1, last), held.OldestFirst.Select(one => SpoolCodec.KeyOf(one).Trial));
        }

        using var after = rig.Open();
        Assert.Empty(after.Notes);
        Assert.Equal(Enumerable.Range(1, after.Loaded.Count), after.Loaded.Select(one => SpoolCodec.KeyOf(one).Trial));
        Assert.InRange(after.Loaded.Count, 2, 20);
    }

    [Fact]
    public void What_only_memory_had_is_forgotten_without_the_disk()
    {
        using var rig = new SpoolRig();
        using var held = new HeldResults(rig.Open(bound: 100));
        held.Add(SpoolRig.Result(1));
        Assert.Contains("100 B", held.Trouble, StringComparison.Ordinal);

        held.Forget(SpoolRig.Key(1));

        Assert.Equal(0, held.Count);
    }
}
