using System.Net;
using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using Akka.Actor;

namespace ActorBench.EndToEnd.Tests;

/// <summary>A coordinator in the test's own process, for agents that are processes of their own.</summary>
internal static class CoordinatorHere
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    /// <param name="place">Its store is made there.</param>
    public static CoordinatorNode Start(Place place, EntityTimings? timings = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place.Store)!);
        return CoordinatorNode.Start(IPAddress.Loopback, 0, StoreAddress.File(place.Store), timings: timings);
    }

    /// <summary>Ends with the test, as an agent of a lab does with its lab.</summary>
    public static Actorbench Agent(this CoordinatorNode coordinator, Place place, string host, params string[] more) => Actorbench.Start(
        place, ["host", "--host", host, "--coordinator", coordinator.Address, "--management-address", "127.0.0.1", "--data-address", "127.0.0.1", "--with-parent", .. more]);

    public static Task CampaignAsync(this CoordinatorNode coordinator, CampaignId campaign, string text)
    {
        var plan = Planner.Plan(CampaignFile.Parse(new CampaignSource("test", null, text), []));
        return coordinator.OrderAsync(new CampaignCommands.Start(campaign, text, null, [], plan.Hash, new Dictionary<string, string>()));
    }

    public static Task OrderAsync(this CoordinatorNode coordinator, ICampaignCommand order) =>
        coordinator.Entities.Campaigns.Ask<CampaignReplies.Accepted>(order, Bound, TestContext.Current.CancellationToken);
}
