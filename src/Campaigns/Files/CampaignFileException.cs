namespace ActorBench.Campaigns.Files;

/// <summary>A campaign file, or a flag over it, that is refused. The message is one sentence and names no place.</summary>
public sealed class CampaignFileException(string file, int line, int column, string sentence) : Exception(sentence)
{
    /// <summary>The file as the user named it, or <c>override trial.duration</c> for a flag.</summary>
    public string File { get; } = file;

    /// <summary>From 1; 0 for a flag, which has no lines.</summary>
    public int Line { get; } = line;

    /// <summary>From 1, in UTF-16 units; 0 for a flag.</summary>
    public int Column { get; } = column;

    /// <summary><c>file:line:col: sentence</c>, a form that editors and terminals can jump to.</summary>
    public string Describe() => Line == 0 ? $"{File}: {Message}" : $"{File}:{Line}:{Column}: {Message}";
}
