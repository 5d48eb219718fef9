namespace ActorBench.Campaigns.Files;

/// <summary>Where a node stands: in a file from line 1, column 1, or on the command line, which is line 0.</summary>
internal readonly record struct Place(string File, int Line, int Column)
{
    public static Place Override(string key) => new($"override {key}", 0, 0);

    public bool IsOverride => Line == 0;

    /// <summary>How another place's sentence points here.</summary>
    public string Reference => IsOverride ? "in the flag" : Shown.Invariant($"on line {Line}");

    public CampaignFileException Refusal(string sentence) => new(File, Line, Column, sentence);
}

internal abstract record YamlNode(Place Place);

internal sealed record ScalarNode(Place Place, string Text) : YamlNode(Place);

internal sealed record ListNode(Place Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place);

internal sealed record MapNode(Place Place, IReadOnlyList<MapEntry> Entries) : YamlNode(Place);

internal readonly record struct MapEntry(ScalarNode Key, YamlNode Value);
