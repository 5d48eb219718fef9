using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary>From a path to a campaign that can be planned. Reads one file and touches nothing.</summary>
public static class CampaignFile
{
    /// <exception cref="CampaignFileException">The path leads to no text that can be a campaign file.</exception>
    public static CampaignSource Read(string path) => SourceReader.Read(path);

    /// <param name="source">The text; it is parsed anew each time, so a stored text can be parsed after years.</param>
    /// <param name="overrides">
    /// Flags as <c>key=value</c> with dotted keys, such as <c>trial.duration=250ms</c>. They are laid over the file before it
    /// is validated, so they obey the same rules and change the plan as an edit of the file would. The last of a key wins.
    /// </param>
    /// <exception cref="CampaignFileException">The first thing that is wrong.</exception>
    public static CampaignSpec Parse(CampaignSource source, IReadOnlyList<string> overrides)
    {
        var file = YamlReader.Read(source.Name, source.Text);
        return CampaignSection.Read(Overrides.Apply(file, overrides));
    }
}
