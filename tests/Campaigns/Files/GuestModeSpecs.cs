using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.Files;

public sealed class GuestModeSpecs
{
    private const string Body = "name: x\nplatforms: [native, bridge]\nprotocols: { tcp: { sizes: [1 B] } }\n";

    [Fact]
    public void Guests_are_warm_unless_the_file_says_cold_and_only_that_makes_another_plan()
    {
        Assert.Equal(GuestMode.Warm, Some.Spec(Body).Guests);
        Assert.Equal(GuestMode.Cold, Some.Spec(Body + "guests: cold\n").Guests);
        Assert.Equal(PlanHash.Of(Some.Spec(Body)), PlanHash.Of(Some.Spec(Body + "guests: warm\n")));
        Assert.NotEqual(PlanHash.Of(Some.Spec(Body)), PlanHash.Of(Some.Spec(Body + "guests: cold\n")));
    }

    [Fact]
    public void A_file_written_out_keeps_what_it_says_of_guests() =>
        Assert.Equal(GuestMode.Cold, Some.Spec(CampaignText.Yaml(Some.Spec(Body + "guests: cold\n"))).Guests);
}
