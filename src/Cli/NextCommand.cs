using System.Text.RegularExpressions;

namespace ActorBench.Cli;

/// <summary>A command for the user to type next, whole: this program by the way he called it, and the store where it is not the usual one.</summary>
internal static partial class NextCommand
{
    public static string Of(string words, StorePlace store) =>
        store == StorePlace.Of(null) ? Of(words) : $"{Of(words)} --store {Quoted($"{store.Address}")}";

    /// <summary>For a command that has no store.</summary>
    public static string Of(string words) => $"{Program} {words}";

    /// <summary>One word of a shell's command line.</summary>
    public static string Quoted(string text) => Plain().IsMatch(text) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>As the launcher passes it on.</summary>
    private static string Program => Environment.GetEnvironmentVariable("ACTORBENCH_COMMAND") is { Length: > 0 } called ? Quoted(called) : "actorbench";

    [GeneratedRegex("^[A-Za-z0-9_./:@%+=,-]+$")]
    private static partial Regex Plain();
}
