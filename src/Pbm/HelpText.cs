using ActorBench.Messages.Commands;
using ActorBench.Pbm.Client;

namespace ActorBench.Pbm;

/// <summary>Help at each level, made of the downloaded palettes.</summary>
internal static class HelpText
{
    public const string Usage = """
        pbm [host:port] <palette> <command> [-switch value]…

        Without a command it opens a prompt. The place is 127.0.0.1:9110 unless one is named:
        host:port, https://host:port, or unix:/path of the socket file beside a store.

          -o json, --json      rows as JSON
          --yes, -y            do not ask before a command that does harm
          --tls-authority F    PEM file of the authority of the coordinator's certificate (ACTORBENCH_TLS_AUTHORITY)

        A token is read from the file that ACTORBENCH_TOKEN_FILE names, else from ~/.config/actorbench/token.
        'pbm help' tells the palettes, 'pbm campaign help' the commands of one, 'pbm campaign help show' a command.
        """;

    /// <returns>The lines, where the words ask for help; null where they ask for something else.</returns>
    public static IEnumerable<string>? Asked(IReadOnlyList<PaletteCard> palettes, IReadOnlyList<string> words) => words switch
    {
        ["help"] => All(palettes),
        ["help", var palette] => Of(Find(palettes, palette)),
        ["help", var palette, var command] => Of(Find(palettes, palette), command),
        [var palette] => Of(Find(palettes, palette)),
        [var palette, "help"] => Of(Find(palettes, palette)),
        [var palette, "help", var command] => Of(Find(palettes, palette), command),
        _ => null,
    };

    private static PaletteCard Find(IReadOnlyList<PaletteCard> palettes, string name) => palettes.FirstOrDefault(p => p.Name == name)
        ?? throw new CommandException(ClientExitCode.Usage, $"There is no palette '{name}'; there are {string.Join(", ", palettes.Select(p => p.Name))}.");

    private static IEnumerable<string> Of(PaletteCard palette, string name) => Of(palette, palette.Commands.FirstOrDefault(c => c.Name == name)
        ?? throw new CommandException(ClientExitCode.Usage, $"There is no command '{palette.Name} {name}'; there are {string.Join(", ", palette.Commands.Select(c => c.Name))}."));

    private static IEnumerable<string> All(IReadOnlyList<PaletteCard> palettes) =>
    [
        .. Aligned(palettes.Select(p => (p.Name, $"{p.Help} {string.Join(", ", p.Commands.Select(c => c.Name))}"))),
    ];

    private static IEnumerable<string> Of(PaletteCard palette) =>
    [
        palette.Help,
        .. Aligned(palette.Commands.Select(c => ($"{palette.Name} {c.Name}", $"{c.Help}{Needs(c)}"))),
    ];

    private static IEnumerable<string> Of(PaletteCard palette, CommandCard command) =>
    [
        $"{palette.Name} {command.Name}{string.Concat(command.Arguments.Select(Shown))}",
        $"{command.Help}{Needs(command)}",
        .. Aligned(command.Arguments.Select(a => (string.Join(", ", a.Switches), $"{a.Help}{(a.Default is { } value ? $" Default {value}." : "")}"))),
        .. command.Columns.Count == 0 ? (string[])[] : [$"Columns: {string.Join(", ", command.Columns)}"],
    ];

    private static string Shown(ArgumentCard argument)
    {
        var text = argument.Kind == ArgumentKind.Flag ? argument.Switches[0]
            : argument.Position ? $"[{argument.Switches[0]}] {argument.Name.ToUpperInvariant()}"
            : $"{argument.Switches[0]} {argument.Name.ToUpperInvariant()}";
        return argument.Mandatory ? $" {text}" : $" [{text}]";
    }

    private static string Needs(CommandCard command) =>
        command.Role == CommandRole.Viewer ? "" : $" Role {command.Role.ToString().ToLowerInvariant()}.";

    private static IEnumerable<string> Aligned(IEnumerable<(string Name, string Help)> rows)
    {
        var all = rows.ToList();
        var width = all.Select(row => row.Name.Length).DefaultIfEmpty(0).Max();
        return all.Select(row => $"  {row.Name.PadRight(width)}  {row.Help}");
    }
}
