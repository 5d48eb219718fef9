using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;

namespace ActorBench.Deploy.Tests;

public sealed class CampaignSpecs
{
    [Fact]
    public void The_campaign_that_comes_along_measures_the_platforms_that_the_manifests_raise()
    {
        var path = Deployment.Folder("k8s", "campaign.yaml");
        var plan = Planner.Plan(CampaignFile.Parse(new CampaignSource("campaign.yaml", null, File.ReadAllText(path)), []));
        var raised = Deployment.Workloads("cluster").Where(w => w.IsAgent)
            .Select(w => w.Container.Args.Single(a => a.StartsWith("--platform=", StringComparison.Ordinal)).Split('=')[1]);

        Assert.Equal(raised.Order(), plan.Spec.Platforms.Order());
        Assert.Equal("k8s-host", plan.Spec.Baseline);
    }
}
