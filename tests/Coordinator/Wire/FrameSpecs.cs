using ActorBench.Agents.Wire;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Wire;

public sealed class FrameSpecs : IAsyncLifetime
{
    private readonly ActorSystem _one = System("one");
    private readonly ActorSystem _other = System("other");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _one.Terminate();
        await _other.Terminate();
    }

    [Fact]
    public async Task A_message_of_almost_a_coordinators_frame_arrives_and_a_larger_one_costs_no_other()
    {
        _other.ActorOf(Props.Create(() => new Echo()), "echo");
        var echo = _one.ActorSelection($"{((ExtendedActorSystem)_other).Provider.DefaultAddress}/user/echo");
        foreach (var length in (int[])[1, 128_000, WireConfig.CoordinatorFrame - 8_192])
            Assert.Equal($"{length}", (await echo.Ask<CampaignReplies.Refused>(Start(length), TestNode.Bound)).Reason);

        echo.Tell(Start(WireConfig.CoordinatorFrame), ActorRefs.NoSender);
        Assert.Equal("2", (await echo.Ask<CampaignReplies.Refused>(Start(2), TestNode.Bound)).Reason);
    }

    [Fact]
    public async Task A_coordinator_takes_frames_of_that_length()
    {
        await using var test = new TestNode();
        Assert.Equal(WireConfig.CoordinatorFrame, test.Node.System.Settings.Config.GetByteSize("akka.remote.dot-netty.tcp.maximum-frame-size", null));
    }

    private static CampaignCommands.Start Start(int length) => new(new CampaignId("c"), new string('x', length), null, [], "hash", new Dictionary<string, string>());

    private static ActorSystem System(string name) => ActorSystem.Create(name, $"""
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.actor.provider = remote
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.run-by-actor-system-terminate = off
        {WireConfig.Remote("127.0.0.1", 0, frame: WireConfig.CoordinatorFrame)}
        {WireConfig.Hocon}
        """);

    private sealed class Echo : ReceiveActor
    {
        public Echo() => Receive<CampaignCommands.Start>(m => Sender.Tell(new CampaignReplies.Refused(m.Campaign, $"{m.FileText.Length}")));
    }
}
