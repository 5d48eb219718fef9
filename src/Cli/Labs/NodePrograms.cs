using ActorBench.HostNode.Labs.Wire;

namespace ActorBench.Cli.Labs;

/// <summary>How a lab starts its nodes: this program once more, with another first word.</summary>
internal static class NodePrograms
{
    /// <summary>What starts this program again.</summary>
    public static IReadOnlyList<string> Self { get; } =
        // Under the dotnet host the program is its first argument.
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]]
            : [Environment.ProcessPath!];

    public static IReadOnlyList<string> Host { get; } = [.. Self, "host"];

    public static IReadOnlyList<string> Guest { get; } = [.. Self, "guest"];

    public static IReadOnlyList<string> Wire { get; } = [.. Self, WireProgram.Name];

    /// <summary>A quiet agent: idle pool threads sleep at once, and nothing is compiled again while it measures. Guests inherit it.</summary>
    public static IReadOnlyDictionary<string, string> Quiet { get; } = new Dictionary<string, string>
    {
        ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
    };
}
