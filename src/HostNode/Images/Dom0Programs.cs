namespace ActorBench.HostNode.Images;

/// <summary>The disk with a dom0's programs: <c>host</c>, the host node with its runtime, and <c>cache</c>, where it finds the guest image of its build.</summary>
internal static class Dom0Programs
{
    private const string Project = "src/HostNode/HostNode.csproj";
    private const string HostNode = "ActorBench.HostNode.dll";

    /// <returns>Null where this program does not stand whole.</returns>
    public static string? Key(string folder) => GuestNodeFiles.Key(folder) is { } guest && File.Exists(Path.Combine(folder, HostNode))
        ? GuestNodeFiles.Hash([guest, $"{GuestNodeFiles.ModuleVersion(Path.Combine(folder, HostNode)):N}", .. ((string[])["dom0-init.sh", "dom0-boot.sh"]).Select(InitrdFiles.Script)])
        : null;

    /// <returns>Null = it can be had; else one sentence.</returns>
    public static string? WhyNot() => NodePublish.Sources is null ? "The sources of this program are not here, and the host node of a dom0 is compiled from them: use a clone." : null;

    /// <param name="key">Of this build.</param>
    public static async Task Fill(string image, string key, GuestImage guest, string scratch, CancellationToken ct)
    {
        var (host, cache) = (Path.Combine(scratch, "disk/host"), Path.Combine(scratch, "disk/cache", GuestImage.Kind, GuestNodeFiles.Key(AppContext.BaseDirectory)!));
        // As the guest node's: an emulated machine would compile expression trees for half of its start.
        await NodePublish.Run(Project, host, ["-p:DynamicCodeSupport=false"], ct);
        // By its files a host node knows which guest image is its own build's.
        File.Copy(Path.Combine(AppContext.BaseDirectory, $"{GuestNodeFiles.Program}.dll"), Path.Combine(host, $"{GuestNodeFiles.Program}.dll"));
        if (Key(host) != key) throw NodePublish.OtherSources();
        Directory.CreateDirectory(cache);
        foreach (var part in (string[])[guest.Kernel, guest.Initrd, guest.Program]) File.Copy(part, Path.Combine(cache, Path.GetFileName(part)));
        await DiskImage.Make(Path.Combine(scratch, "disk"), image, ct);
    }
}
