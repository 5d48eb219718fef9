namespace ActorBench.Cli.Labs;

/// <summary>The programs of host and guest nodes, which stand beside this one.</summary>
internal static class NodePrograms
{
    public static IReadOnlyList<string> Host { get; } = Find("ActorBench.HostNode");

    public static IReadOnlyList<string> Guest { get; } = Find("ActorBench.GuestNode");

    private static string[] Find(string name)
    {
        var program = Path.Combine(AppContext.BaseDirectory, name);
        if (File.Exists(program)) return [program];
        var library = program + ".dll";
        return File.Exists(library)
            ? [Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", library]
            : throw new CommandFailedException(ExitCode.Internal, $"{name} is missing beside this program; build the whole solution.");
    }
}
