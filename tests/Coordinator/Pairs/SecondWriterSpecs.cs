using System.Collections.Concurrent;
using ActorBench.Coordinator.Nodes;
using ActorBench.Coordinator.Pairs;
using ActorBench.Journal;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Pairs;

public sealed class SecondWriterSpecs
{
    private static readonly CampaignId Campaign = new("twice-000000-1");
    private static readonly PairId Pair = new("h1", "h2");

    [Fact]
    public async Task Of_two_actors_of_one_pair_one_writes_and_the_other_stops()
    {
        await using var test = new TestNode();
        var pairs = new[] { new Rig(test, "one"), new Rig(test, "two") };
        foreach (var pair in pairs) await pair.LeasedAsync();
        // Both have recovered the same empty journal by now, and both write their first event.
        foreach (var pair in pairs) pair.PlatformsReady();
        await TestNode.UntilAsync(() => Task.FromResult(pairs.Any(p => p.Stopped)), "one of them has stopped");
        await TestNode.UntilAsync(() => Task.FromResult(pairs.Any(p => p.Completed)), "the other has written");

        Assert.Equal((1, 1), (pairs.Count(p => p.Stopped), pairs.Count(p => p.Completed)));
        using var reader = StoreReader.Open(test.Store);
        Assert.Equal(
            [(1, "BlockStarted"), (2, "TrialUnsupported")],
            reader.PairEvents(Campaign, Pair, 0).Select(e => ((int)e.SequenceNr, e.Event.GetType().Name)));
    }

    /// <summary>A pair whose hosts and campaign are lists of what it said to them.</summary>
    private sealed class Rig
    {
        private readonly ConcurrentQueue<object> _said = new();
        private readonly IActorRef _pair;
        private bool _stopped;

        public Rig(TestNode test, string name)
        {
            var system = test.Node.System;
            var listener = system.ActorOf(Props.Create(() => new Listener(_said)), $"listener-{name}");
            var entities = new Entities { Campaigns = listener, Hosts = listener, Pairs = listener, Statistics = listener };
            _pair = system.ActorOf(Props.Create(() => new PairActor(EntityIds.OfPair(Campaign, Pair), TestNode.Services(entities, test.Store))), $"pair-{name}");
            _ = StoppedAsync(_pair);
            var trial = new TrialSpec(1, 1, 1, Pair, new Cell("xen", Protocol.Tcp, "all", 1, 1));
            var settings = new TrialSettings(Timing.Strict, 1_000_000, null, 1, 0, 1_000_000, SocketOptions.Untouched);
            _pair.Tell(new PairCommands.RunBlock(Campaign, Pair, 1, [trial], settings, 2));
        }

        public bool Stopped => Volatile.Read(ref _stopped);

        public bool Completed => _said.Any(m => m is Messages.Campaigns.CampaignCommands.CompleteBlock);

        public async Task LeasedAsync()
        {
            foreach (var host in (string[])["h1", "h2"])
            {
                await TestNode.UntilAsync(() => Task.FromResult(_said.OfType<HostCommands.TakeLease>().Any(m => m.Host == host)), $"{host} is asked");
                _pair.Tell(new HostReplies.LeaseTaken(host, Campaign, Pair, _said.OfType<HostCommands.TakeLease>().First().Request, 1, TimeSpan.FromMinutes(1), DateTimeOffset.UtcNow));
            }

            await TestNode.UntilAsync(() => Task.FromResult(_said.Any(m => m is HostCommands.EnsurePlatforms)), "platforms are asked for");
        }

        public void PlatformsReady()
        {
            foreach (var host in (string[])["h1", "h2"])
            {
                _pair.Tell(new HostReplies.PlatformsReady(
                    host, Campaign, Pair, new Dictionary<string, EndpointAddress>(), new Dictionary<string, string>(), new Dictionary<string, string> { ["xen"] = "No." }));
            }
        }

        private async Task StoppedAsync(IActorRef pair)
        {
            await pair.WatchAsync();
            Volatile.Write(ref _stopped, true);
        }
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(ConcurrentQueue<object> said) => ReceiveAny(said.Enqueue);
    }
}
