namespace ActorBench.Campaigns.Files;

/// <summary>The text of a campaign file and where it came from.</summary>
/// <param name="Name">As the user named the file; errors begin with it.</param>
/// <param name="Path">Absolute; null for a text that came from no file.</param>
/// <param name="Text">Without a byte order mark, line ends as they were.</param>
public sealed record CampaignSource(string Name, string? Path, string Text);
