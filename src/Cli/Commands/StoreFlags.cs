using System.CommandLine;

namespace ActorBench.Cli.Commands;

/// <summary>Flags that many commands share.</summary>
internal static class StoreFlags
{
    public static Option<string?> Store() => new("--store") { Description = "File of the store, or postgresql://user@host:port/database; else ACTORBENCH_STORE, else .actorbench/store.db." };

    public static Option<string?> Coordinator() => new("--coordinator") { Description = "Place of a standing coordinator's commands, host:port; else the store is asked." };

    public static Argument<string?> Id() => new("ID") { Description = "Campaign; without it the newest of the store.", Arity = ArgumentArity.ZeroOrOne };

    public static Option<string> Output(params string[] words)
    {
        var option = new Option<string>("--output", "-o") { Description = string.Join(", ", words) + ".", DefaultValueFactory = _ => words[0] };
        return option.AcceptOnlyFromAmong(words);
    }
}
