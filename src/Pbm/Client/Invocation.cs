using ActorBench.Messages.Commands;

namespace ActorBench.Pbm.Client;

/// <summary>Palette, command and arguments, as the downloaded palettes understand the words.</summary>
/// <param name="Card">Null for a command that the coordinator did not offer; it will say why.</param>
public sealed record Invocation(string Palette, string Command, CommandCard? Card, IReadOnlyDictionary<string, string> Arguments)
{
    /// <exception cref="CommandException">A switch has no value, a word has no place, or a file can't be read.</exception>
    public static Invocation Parse(IReadOnlyList<PaletteCard> palettes, IReadOnlyList<string> words)
    {
        var (palette, command) = (words[0], words.Count > 1 ? words[1] : "");
        var card = palettes.FirstOrDefault(p => p.Name == palette)?.Commands.FirstOrDefault(c => c.Name == command);
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 2; i < words.Count; i++)
        {
            var argument = card?.Arguments.FirstOrDefault(a => a.Switches.Contains(Switch(words[i]), StringComparer.Ordinal));
            if (argument is not null) Add(arguments, argument, argument.Kind == ArgumentKind.Flag ? "true" : Value(words, ref i));
            // The coordinator knows what was meant.
            else if (words[i].StartsWith('-')) arguments[words[i].TrimStart('-')] = i + 1 < words.Count && !words[i + 1].StartsWith('-') ? words[++i] : "true";
            else if (card?.Arguments.FirstOrDefault(a => a.Position && !arguments.ContainsKey(a.Name)) is { } free) Add(arguments, free, words[i]);
            else if (card is not null) throw new CommandException(ClientExitCode.Usage, $"{palette} {command} has no use for '{words[i]}'; see 'pbm {palette} help {command}'.");
        }

        return new Invocation(palette, command, card, arguments);
    }

    /// <summary>Two dashes do as well as one.</summary>
    private static string Switch(string word) => word.StartsWith("--", StringComparison.Ordinal) ? word[1..] : word;

    private static string Value(IReadOnlyList<string> words, ref int i) =>
        i + 1 < words.Count ? words[++i] : throw new CommandException(ClientExitCode.Usage, $"{words[i]} needs a value.");

    private static void Add(Dictionary<string, string> arguments, ArgumentCard argument, string value)
    {
        if (argument.Kind == ArgumentKind.File)
        {
            arguments[argument.Name] = Read(value);
            arguments[argument.Name + CommandWire.PathOf] = value;
        }
        else
        {
            // A switch that is given again adds a line.
            arguments[argument.Name] = arguments.TryGetValue(argument.Name, out var before) ? $"{before}\n{value}" : value;
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ClientExitCode.Usage, $"'{path}' can't be read: {e.Message.TrimEnd('.')}.");
        }
    }
}
