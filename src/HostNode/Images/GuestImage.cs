namespace ActorBench.HostNode.Images;

/// <summary>What a virtual machine starts from: a kernel, a small root file system in memory, and the guest node on a disk that nobody writes.</summary>
/// <param name="Kernel">Uncompressed, for virtio and for Xen alike.</param>
/// <param name="Initrd">busybox, the libraries that .NET needs, modules, and the init that starts the guest node.</param>
/// <param name="Program">ext4 with the guest node and its runtime.</param>
public sealed record GuestImage(string Kernel, string Initrd, string Program)
{
    /// <summary>Why a platform can't be used, and what to do.</summary>
    internal const string NotMade = "There is no guest image of this build yet: make it with `actorbench image build`.";

    internal const string Gone = "The guest image of this build is gone: make it with `actorbench image build`.";

    /// <summary>Kind of folder in the cache.</summary>
    internal const string Kind = "images";

    /// <returns>The image with the guest node of this very build, or null: it is to be made.</returns>
    public static GuestImage? Find(CacheFolder cache)
    {
        if (GuestNodeFiles.Key(AppContext.BaseDirectory) is not { } key) return null;
        var image = In(cache.Place(Kind, key));
        return File.Exists(image.Kernel) && File.Exists(image.Initrd) && File.Exists(image.Program) ? image : null;
    }

    internal static GuestImage In(string folder) =>
        new(Path.Combine(folder, "kernel"), Path.Combine(folder, "initrd"), Path.Combine(folder, "program.ext4"));
}
