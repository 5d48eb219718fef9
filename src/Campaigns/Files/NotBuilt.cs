namespace ActorBench.Campaigns.Files;

/// <summary>Valid words of the language that this build cannot run.</summary>
internal static class NotBuilt
{
    public static CampaignFileException Refusal(YamlNode node, string what, string instead) =>
        node.Place.Refusal($"{what} is not built yet; write '{instead}'");
}
