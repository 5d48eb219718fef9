using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Images;

/// <summary>The guest node with its own runtime, compiled ahead (an emulated machine would compile for half a minute), on a disk image.</summary>
internal static class GuestProgramDisk
{
    private const string Project = "src/GuestNode/GuestNode.csproj";

    /// <summary>Where the guest node can be had from: beside this program with its runtime, or from the sources that this program was built from.</summary>
    /// <returns>Null = it can be had; else one sentence.</returns>
    public static string? WhyNot() =>
        GuestNodeFiles.Key(AppContext.BaseDirectory) is null ? $"The guest node is not beside this program in {AppContext.BaseDirectory}: install the whole program."
        : GuestNodeFiles.StandsAlone(AppContext.BaseDirectory) ? null
        : NodePublish.Sources is null ? $"{AppContext.BaseDirectory} holds no runtime for a guest, and its sources are not here: use an archive that brings its runtime, or a clone."
        : Tool.Find("dotnet") is null ? "This machine has no dotnet: install the .NET SDK, which compiles the guest node for the image."
        : null;

    /// <param name="key">Of the build that the guest node must be.</param>
    public static async Task Fill(string image, string key, string scratch, CancellationToken ct)
    {
        var program = Path.Combine(scratch, "program");
        Directory.CreateDirectory(program);
        var from = GuestNodeFiles.StandsAlone(AppContext.BaseDirectory) ? AppContext.BaseDirectory : await Publish(Path.Combine(scratch, "published"), key, ct);
        foreach (var name in GuestNodeFiles.Names(from)) File.Copy(Path.Combine(from, name), Path.Combine(program, name));
        await DiskImage.Make(program, image, ct);
    }

    private static async Task<string> Publish(string folder, string key, CancellationToken ct)
    {
        await NodePublish.Run(Project, folder, [], ct);
        return GuestNodeFiles.Key(folder) == key ? folder : throw NodePublish.OtherSources();
    }
}
