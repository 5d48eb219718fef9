using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Images;

/// <summary>Kernel and first file system of a guest, from Debian packages alone.</summary>
internal static class GuestInitrd
{
    private const string KernelPackage = "linux-image-cloud-amd64";
    private const string Libraries = "lib/x86_64-linux-gnu";
    private const string Loader = "ld-linux-x86-64.so.2";

    private static readonly string[] Packages = ["busybox-static", "libc6", "libgcc-s1", "libstdc++6", "libssl3t64|libssl3"];

    /// <summary>What .NET loads: .NET itself, its native parts, and what it makes digests with.</summary>
    private static readonly string[] Needed =
        ["libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1", "libstdc++.so.6", "libssl.so.3", "libcrypto.so.3"];

    /// <summary>Of a virtual machine and of a Xen guest; those that a kernel has built in or lacks cost nothing.</summary>
    private static readonly string[] Modules =
        ["virtio_pci", "virtio_net", "virtio_blk", "virtio_console", "virtio_rng", "xen-netfront", "xen-blkfront", "ext4", "crc32c_generic", "af_packet"];

    // Only what the init calls; the shell has the rest built in.
    private static readonly string[] Applets = ["sh", "mount", "mkdir", "cat", "ip", "insmod", "tar", "cut", "sleep", "poweroff", "ls", "dmesg", "ps"];

    public static async Task<IReadOnlyList<DebianPackage>> Find(CancellationToken ct)
    {
        var found = await DebianPackages.Find([KernelPackage, .. Packages], ct);
        // Behind the name that always stands for the newest kernel stands the kernel itself.
        var kernel = found[0].Needs.First(name => name.StartsWith("linux-image-", StringComparison.Ordinal));
        return [.. await DebianPackages.Find([kernel], ct), .. found.Skip(1)];
    }

    /// <summary>Fills a folder with <c>kernel</c> and <c>initrd</c>.</summary>
    public static async Task Fill(IReadOnlyList<DebianPackage> packages, CacheFolder cache, string folder, CancellationToken ct)
    {
        var (unpacked, root) = (Path.Combine(folder, "unpacked"), Path.Combine(folder, "root"));
        await DebianPackages.Unpack(packages, cache, unpacked, ct);
        await KernelFile.Unpack(Directory.EnumerateFiles(Path.Combine(unpacked, "boot"), "vmlinuz-*").Single(), Path.Combine(folder, "kernel"), ct);

        foreach (var place in (string[])["bin", "dev", "etc", "lib64", "lib/modules", Libraries, "proc", "program", "root", "run", "sys", "tmp", "usr"])
            Directory.CreateDirectory(Path.Combine(root, place));
        InitrdFiles.AddBusybox(root, InitrdFiles.One(unpacked, "busybox"), Applets);
        File.Copy(InitrdFiles.One(unpacked, Loader), Path.Combine(root, "lib64", Loader));
        foreach (var library in Needed) File.Copy(InitrdFiles.One(unpacked, library), Path.Combine(root, Libraries, library));
        await InitrdFiles.CopyModules(unpacked, await InitrdFiles.IndexModules(unpacked, ct), Modules, Path.Combine(root, "lib/modules"), ct);
        await InitrdFiles.WriteProgram(Path.Combine(root, "init"), InitScript(), ct);

        await InitrdFiles.Pack(root, Path.Combine(folder, "initrd"), ct);
        Directory.Delete(root, recursive: true);
        Directory.Delete(unpacked, recursive: true);
    }

    public static string InitScript() => InitrdFiles.Script("guest-init.sh");
}
