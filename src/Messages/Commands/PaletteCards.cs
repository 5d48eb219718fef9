namespace ActorBench.Messages.Commands;

/// <summary>What a caller may do; each role may do what those before it may.</summary>
public enum CommandRole
{
    Viewer,
    Operator,
    Admin,
}

/// <summary>How a client comes to the value of an argument.</summary>
public enum ArgumentKind
{
    Text,

    /// <summary>It is there or not and takes no value.</summary>
    Flag,

    /// <summary>The path of a file of the client, which sends the text in it under the argument's name.</summary>
    File,
}

/// <summary>All that a client needs to know of a palette: it downloads them, so it can't disagree with the coordinator.</summary>
public sealed record PaletteCard(string Name, string Help, IReadOnlyList<CommandCard> Commands);

/// <param name="Columns">Keys of its rows, in order; empty where the answer is no table.</param>
/// <param name="Role">The least that a caller needs.</param>
/// <param name="Changes">It changes something: only by POST, and it is audited.</param>
/// <param name="Confirm">What a person at a terminal is asked first; null for nothing.</param>
public sealed record CommandCard(
    string Name,
    string Help,
    IReadOnlyList<ArgumentCard> Arguments,
    IReadOnlyList<string> Columns,
    CommandRole Role,
    bool Changes,
    string? Confirm = null);

/// <param name="Name">Without dashes.</param>
/// <param name="Switches">With their dash: <c>-id</c>. The first one is shown.</param>
/// <param name="Position">A value without a switch goes to the first free argument that has this.</param>
public sealed record ArgumentCard(
    string Name, string Help, IReadOnlyList<string> Switches, bool Mandatory, ArgumentKind Kind, bool Position, string? Default = null);
