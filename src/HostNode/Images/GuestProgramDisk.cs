using System.Globalization;
using System.Reflection;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Images;

/// <summary>The guest node with its own runtime, compiled ahead (an emulated machine would compile for half a minute), on a disk image.</summary>
internal static class GuestProgramDisk
{
    private const string Project = "src/GuestNode/GuestNode.csproj";

    /// <summary>Room for the file system's own tables.</summary>
    private const long Spare = 24L << 20;

    private static readonly TimeSpan Publishing = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Making = TimeSpan.FromMinutes(1);

    /// <summary>Where the guest node can be had from: beside this program with its runtime, or from the sources that this program was built from.</summary>
    /// <returns>Null = it can be had; else one sentence.</returns>
    public static string? WhyNot() =>
        GuestNodeFiles.Key(AppContext.BaseDirectory) is null ? $"The guest node is not beside this program in {AppContext.BaseDirectory}: install the whole program."
        : GuestNodeFiles.StandsAlone(AppContext.BaseDirectory) ? null
        : Sources() is null ? $"{AppContext.BaseDirectory} holds no runtime for a guest, and its sources are not here: use an archive that brings its runtime, or a clone."
        : Tool.Find("dotnet") is null ? "This machine has no dotnet: install the .NET SDK, which compiles the guest node for the image."
        : null;

    /// <param name="key">Of the build that the guest node must be.</param>
    public static async Task Fill(string image, string key, string scratch, CancellationToken ct)
    {
        var program = Path.Combine(scratch, "program");
        Directory.CreateDirectory(program);
        var from = GuestNodeFiles.StandsAlone(AppContext.BaseDirectory) ? AppContext.BaseDirectory : await Publish(Path.Combine(scratch, "published"), key, ct);
        foreach (var name in GuestNodeFiles.Names(from)) File.Copy(Path.Combine(from, name), Path.Combine(program, name));
        await MakeDisk(program, image, ct);
    }

    private static async Task<string> Publish(string folder, string key, CancellationToken ct)
    {
        var configuration = typeof(GuestProgramDisk).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var (exitCode, output, errors) = await Tool.RunToEnd(
            "dotnet",
            [
                "publish", Path.Combine(Sources()!, Project), "--configuration", configuration, "--runtime", "linux-x64", "--self-contained", "true",
                "--output", folder, "--nologo", "--verbosity", "quiet", "-p:PublishReadyToRun=true",
            ],
            Publishing, input: null, owner: null, ct);
        if (exitCode != 0) throw new ToolException($"The guest node can't be compiled for the image: {Tool.LastLine(errors.Length > 0 ? errors : output)}", exitCode);
        return GuestNodeFiles.Key(folder) == key ? folder : throw new ToolException(
            "The sources are not those that this program was built from, and a coordinator takes a guest of its own build only: build the program, then the image.", null);
    }

    // Made from a folder without mounting it, so without any right.
    private static async Task MakeDisk(string folder, string image, CancellationToken ct)
    {
        var bytes = Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length) + Spare;
        await Tool.Run(
            "mke2fs",
            ["-q", "-F", "-t", "ext4", "-O", "^has_journal", "-m", "0", "-E", "root_owner=0:0", "-d", folder, image, string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10}k")],
            Making, ct);
    }

    private static string? Sources()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, Project)))
                return folder.FullName;
        return null;
    }
}
