using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Tests;

namespace ActorBench.Journal.Tests;

public sealed class EnvironmentRecordSpecs
{
    [Fact]
    public void A_campaign_has_each_environment_once_whichever_pair_saw_it_and_as_often_as_it_changed()
    {
        using var store = new TestStore();
        var other = new PairId("h1", "h3");
        var later = Some.Environment("h1", "native", ("cpu.smt", "off")) with { At = Some.Start.AddMinutes(5) };
        store.Append(PersistenceIds.Campaign(Some.Campaign), [Some.Started(), Some.Granted(), Some.Granted(pair: other)]);
        store.Append(PersistenceIds.Pair(Some.Campaign, Some.Pair), [later, Some.Environment("h2"), Some.Recorded(1)]);
        store.Append(PersistenceIds.Pair(Some.Campaign, other), [Some.Environment("h1"), later with { Pair = other }]);
        using var reader = StoreReader.Open(store.Address);

        var found = reader.Read(Some.Campaign, TrialDetail.Counters)!.Environments;

        Assert.Equal(["h2", "h1", "h1"], found.Select(e => e.Host));
        Assert.Equal(later.Hash, found[^1].Hash);
        Assert.Equal("off", found[^1].Facts["cpu.smt"]);
        Assert.All(found, e => Assert.Equal(e.Hash, EnvironmentFingerprint.HashOf(e.Facts)));
    }

    [Fact]
    public void What_an_end_counted_and_the_hash_of_its_environment_are_stored_with_the_trial()
    {
        var delta = new MachineDelta(new InterfaceDelta("br0", 1, 2, 3, 4, 5, 6, 7, 1500, "gro,tso"), 8, 9, 10, 11, 12, null, -13);
        var e = Some.Recorded(1);
        var seen = e with { Result = e.Result with { Initiator = e.Result.Initiator with { Machine = delta, Environment = "f00" }, Responder = e.Result.Responder with { Environment = "ba5" } } };

        var rows = JournalCodec.DecodeTrial(JournalCodec.Encode(seen), TrialDetail.WithoutHistogram).Result;
        var fold = JournalCodec.DecodeTrial(JournalCodec.Encode(seen), TrialDetail.Counters);

        Assert.Equal(delta, rows.Initiator.Machine);
        Assert.Null(rows.Responder.Machine);
        Assert.Equal(("f00", "ba5"), (rows.Initiator.Environment, rows.Responder.Environment));
        Assert.Equal(seen.Result.Initiator.Counters, fold.Result.Initiator.Counters);
    }
}
