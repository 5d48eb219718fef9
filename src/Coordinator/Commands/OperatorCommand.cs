using ActorBench.Messages.Commands;

namespace ActorBench.Coordinator.Commands;

/// <summary>An argument of a command, with a switch of its name unless others are named.</summary>
/// <param name="Name">Without dashes.</param>
/// <param name="Position">A value without a switch may be this one.</param>
public sealed record CommandArgument(
    string Name, string Help, bool Mandatory = false, string? Default = null, ArgumentKind Kind = ArgumentKind.Text, bool Position = false, params string[] Switches)
{
    public ArgumentCard Card => new(Name, Help, Switches.Length > 0 ? Switches : [$"-{Name}"], Mandatory, Kind, Position, Default);
}

/// <summary>What an operator may ask of a coordinator: defined once, offered to every client.</summary>
/// <param name="Name">Second word, such as <c>show</c>.</param>
/// <param name="Run">Gives the lines of the answer, in the output that the call asks for; throws <see cref="CommandRefusedException"/> to refuse.</param>
public sealed record OperatorCommand(
    string Name, string Help, IReadOnlyList<CommandArgument> Arguments, Func<CommandCall, CancellationToken, IAsyncEnumerable<string>> Run)
{
    /// <summary>Keys of its rows, in order.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    public CommandRole Role { get; init; } = CommandRole.Viewer;

    /// <summary>What a person at a terminal is asked first.</summary>
    public string? Confirm { get; init; }

    public bool Changes => Role > CommandRole.Viewer;

    public CommandCard Card => new(Name, Help, [.. Arguments.Select(a => a.Card)], Columns, Role, Changes, Confirm);
}

/// <summary>Commands about one kind of thing.</summary>
/// <param name="Name">First word, such as <c>campaign</c>.</param>
public sealed record CommandPalette(string Name, string Help, IReadOnlyList<OperatorCommand> Commands)
{
    public PaletteCard Card => new(Name, Help, [.. Commands.Select(c => c.Card)]);
}

/// <summary>Who gives a command.</summary>
/// <param name="Who">Name of the user as his client gives it; a label.</param>
/// <param name="From">Address, or <c>socket</c>.</param>
public sealed record CommandCaller(string Who, string From, CommandRole Role)
{
    /// <summary>Whoever may open the socket file owns the store, too.</summary>
    public static CommandCaller Owner { get; } = new(OwnName(), "socket", CommandRole.Admin);

    private static string OwnName()
    {
        try
        {
            return Environment.UserName;
        }
        catch (IOException)
        {
            // A container's base may have no list of users.
            return "";
        }
    }
}

/// <summary>A command as it was given; its arguments are those that the command has, with their defaults.</summary>
public sealed record CommandCall(IReadOnlyDictionary<string, string> Arguments, bool Json, CommandCaller Caller)
{
    /// <summary>What the order is about, once its handler knows; where it stays empty, all of the palette.</summary>
    public IReadOnlyList<string> Concerns { get; set; } = [];

    /// <summary>Why, as its giver says; else who gave it.</summary>
    public string Reason => Find("reason") ?? (Caller.Who.Length > 0 ? $"ordered by {Caller.Who}" : "ordered by an operator");

    /// <exception cref="CommandRefusedException">An argument is unknown or missing.</exception>
    public static CommandCall Of(string palette, OperatorCommand command, IReadOnlyDictionary<string, string> arguments, bool json, CommandCaller caller) =>
        new(CommandArguments.Check(palette, command, arguments), json, caller);

    public string? Find(string name) => Arguments.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public string Get(string name) => Arguments[name];

    public bool Has(string flag) => Arguments.ContainsKey(flag);
}

/// <summary>A command that can't be done, with the sentence for whoever gave it.</summary>
public sealed class CommandRefusedException(string reason, int exitCode = CommandRefusedException.Usage) : Exception(reason)
{
    /// <summary>Exit code for what the caller could have known better.</summary>
    public const int Usage = 2;

    /// <summary>Exit code for a caller without the right.</summary>
    public const int Denied = 77;

    public int ExitCode => exitCode;
}
