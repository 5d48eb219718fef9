namespace ActorBench.Pbm.Client;

/// <summary>A command line taken apart: <c>[host:port] palette command [-switch value]…</c>, with flags of the client's own anywhere.</summary>
/// <param name="Words">Palette, command and what follows; empty asks for the prompt.</param>
/// <param name="Yes">Ask nothing.</param>
public sealed record CommandLine(CoordinatorAddress Address, IReadOnlyList<string> Words, bool Json, bool Yes, string? Authority, bool Usage, bool Version)
{
    /// <exception cref="CommandException">A flag has no value, or a place is none.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        CoordinatorAddress? address = null;
        var words = new List<string>();
        var (json, yes, usage, version, authority) = (false, false, false, false, (string?)null);
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (words.Count == 0 && address is null && CoordinatorAddress.Looks(arg))
                address = CoordinatorAddress.Parse(arg) ?? throw Wrong($"'{arg}' is no place of a coordinator; write host:port, https://host:port or unix:/path.");
            else if (arg is "--json") json = true;
            else if (arg is "-o" or "--output") json = Output(Value(ref i));
            else if (arg is "--yes" or "-y") yes = true;
            else if (arg is "--tls-authority") authority = Value(ref i);
            else if (words.Count == 0 && arg is "--help" or "-h" or "-?") usage = true;
            else if (words.Count == 0 && arg is "--version" or "version") version = true;
            else if (words.Count == 0 && arg.StartsWith('-')) throw Wrong($"There is no flag '{arg}'; see 'pbm --help'.");
            else words.Add(arg);
        }

        return new CommandLine(address ?? CoordinatorAddress.Default, words, json, yes, authority, usage, version);

        string Value(ref int i) => i + 1 < args.Count ? args[++i] : throw Wrong($"{args[i]} needs a value.");
    }

    private static bool Output(string word) => word switch
    {
        "json" => true,
        "text" or "table" => false,
        _ => throw Wrong($"unknown output '{word}'; choose from: text, json"),
    };

    private static CommandException Wrong(string sentence) => new(ClientExitCode.Usage, sentence);

    /// <summary>Words of a line typed at the prompt; quotes hold spaces.</summary>
    public static IReadOnlyList<string> Split(string line)
    {
        var (words, word, quote) = (new List<string>(), (System.Text.StringBuilder?)null, '\0');
        foreach (var letter in line)
        {
            if (quote != '\0' && letter == quote) quote = '\0';
            else if (quote != '\0') word!.Append(letter);
            else if (letter is '\'' or '"') (quote, word) = (letter, word ?? new());
            else if (!char.IsWhiteSpace(letter)) (word ??= new()).Append(letter);
            else if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }

        if (word is not null) words.Add(word.ToString());
        return words;
    }
}
