using ActorBench.Coordinator.Nodes;
using ActorBench.Messages.Campaigns;
using Akka.Actor;

namespace ActorBench.Coordinator.Campaigns;

/// <summary>Speaks to every running campaign now and then, since an entity that its journal's failure stopped comes back with the next message only.</summary>
public sealed class CampaignWaker : ReceiveActor, IWithTimers
{
    public const string Name = "campaign-waker";

    private readonly EntityServices _services;

    public CampaignWaker(EntityServices services)
    {
        _services = services;
        Receive<Wake>(_ =>
        {
            foreach (var campaign in services.Running.All) services.Entities.Campaigns.Tell(new CampaignQueries.GetProgress(campaign), Self);
        });
        Receive<CampaignReplies.Progress>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer("wake", new Wake(), _services.Timings.CampaignTellsAgain);

    private sealed record Wake;
}
