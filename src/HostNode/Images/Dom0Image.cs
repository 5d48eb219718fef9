namespace ActorBench.HostNode.Images;

/// <summary>What a machine with Xen and a dom0 on it starts from.</summary>
/// <param name="Xen">The hypervisor, uncompressed.</param>
/// <param name="Kernel">Dom0's, an ELF file.</param>
/// <param name="Initrd">Loads what the first disk needs.</param>
/// <param name="System">ext4: Debian's userland of Xen, the kernel's modules and the init.</param>
/// <param name="Programs">ext4: the host node with its runtime, and the guest image in a cache of its own.</param>
/// <param name="Version">Of the hypervisor's package.</param>
public sealed record Dom0Image(string Xen, string Kernel, string Initrd, string System, string Programs, string Version)
{
    /// <summary>Kind of folder in the cache.</summary>
    internal const string Kind = "dom0";

    /// <returns>The image with the nodes of this very build, or null: it is to be made.</returns>
    public static Dom0Image? Find(CacheFolder cache)
    {
        if (Dom0Programs.Key(AppContext.BaseDirectory) is not { } key || !Directory.Exists(cache.Place(Kind, key))) return null;
        var image = In(cache.Place(Kind, key));
        return File.Exists(image.System) && File.Exists(image.Programs) ? image : null;
    }

    internal static Dom0Image In(string folder) => new(
        Path.Combine(folder, "xen"), Path.Combine(folder, "kernel"), Path.Combine(folder, "initrd"), Path.Combine(folder, "system.ext4"),
        Path.Combine(folder, "programs.ext4"), File.ReadAllText(Path.Combine(folder, "version")));
}
