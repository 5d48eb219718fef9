using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests;

/// <summary>Campaigns for tests, and the shipped ones.</summary>
internal static class Some
{
    /// <summary>Of CsCheck: a failure must come again.</summary>
    public const string Seed = "0000KOIPe036";

    public const string Smallest = """
        name: smallest
        platforms: [native, bridge]
        protocols: { tcp: { sizes: [1 B, 64 KiB] } }
        """;

    /// <summary>The checkout that the tests were built in.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActorBench.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    public static CampaignSpec Shipped(string file, params string[] overrides) =>
        CampaignFile.Parse(CampaignFile.Read(Path.Combine(Root(), "campaigns", file)), overrides);

    public static CampaignSpec Spec(string text, params string[] overrides) =>
        CampaignFile.Parse(new CampaignSource("c.yaml", null, text), overrides);

    public static string Hash(string text, params string[] overrides) => Planner.Plan(Spec(text, overrides)).Hash;

    public static string Refusal(string text, params string[] overrides) =>
        Assert.Throws<CampaignFileException>(() => Spec(text, overrides)).Describe();

    public static string Order(IEnumerable<TrialSpec> trials) =>
        string.Join(' ', trials.Select(trial => $"{Words.Protocols.Of(trial.Cell.Protocol)}:{trial.Cell.RequestBytes}:{trial.Cell.Label}"));
}
