using ActorBench.Agents;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Guests;

/// <summary>What a guest node needs of this machine's files and variables, which a container shows it only if it is told to.</summary>
internal static class GuestProgram
{
    private const string Root = "DOTNET_ROOT";

    /// <param name="command">Program and arguments; under the dotnet host the second word is the program.</param>
    public static GuestOrder Order(HostNetwork network, IReadOnlyList<string> command, Action<string> log, AgentOptions options)
    {
        var tls = options.Security.Asked.Tls;
        string?[] needed = [.. command.Take(2).Select(FolderOf), Runtime(), tls.Certificate, tls.Key, tls.Authority, options.Security.Asked.JoinSecretFile];
        return new GuestOrder(network, command, log)
        {
            Paths = [.. needed.OfType<string>().Select(Path.GetFullPath).Distinct()],
            Environment = Variables(),
        };
    }

    // How the runtime works is inherited by every process that this one starts, and so by guests too.
    private static Dictionary<string, string> Variables()
    {
        var variables = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(one => ((string)one.Key).StartsWith("DOTNET_", StringComparison.Ordinal))
            .ToDictionary(one => (string)one.Key, one => (string?)one.Value ?? "");
        if (Runtime() is { } runtime) variables[Root] = runtime;
        return variables;
    }

    /// <returns>Null where the program brings its own.</returns>
    private static string? Runtime()
    {
        // …/shared/Microsoft.NETCore.App/10.0.0/
        var library = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var framework = Path.GetDirectoryName(library);
        return Path.GetFileName(framework) == "Microsoft.NETCore.App" ? Path.GetDirectoryName(Path.GetDirectoryName(framework)) : null;
    }

    private static string? FolderOf(string word) =>
        Tool.Find(word) is { } program ? Path.GetDirectoryName(File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program) : null;
}
