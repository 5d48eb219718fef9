using System.Reflection;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Images;

/// <summary>Compiles a node with its own runtime, ahead of time, from the sources that this program was built from.</summary>
internal static class NodePublish
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Root of the clone that this program stands in; null where it does not.</summary>
    public static string? Sources { get; } = Find();

    /// <param name="project">Below <see cref="Sources"/>.</param>
    public static async Task Run(string project, string folder, IReadOnlyList<string> properties, CancellationToken ct)
    {
        var configuration = typeof(NodePublish).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var (exitCode, output, errors) = await Tool.RunToEnd(
            "dotnet",
            [
                "publish", Path.Combine(Sources!, project), "--configuration", configuration, "--runtime", "linux-x64", "--self-contained", "true",
                "--output", folder, "--nologo", "--verbosity", "quiet", "-p:PublishReadyToRun=true", .. properties,
            ],
            Limit, input: null, owner: null, ct);
        if (exitCode != 0) throw new ToolException($"{Path.GetFileNameWithoutExtension(project)} can't be compiled for the image: {Tool.LastLine(errors.Length > 0 ? errors : output)}", exitCode);
    }

    public static ToolException OtherSources() => new(
        "The sources are not those that this program was built from, and a coordinator takes agents of its own build only: build the program, then the image.", null);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "src/GuestNode/GuestNode.csproj")))
                return folder.FullName;
        return null;
    }
}
