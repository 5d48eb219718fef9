using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Images;

/// <summary>Hypervisor, kernel and userland of a dom0, from Debian packages alone; nothing is installed on this machine.</summary>
internal static class Dom0System
{
    private static readonly TimeSpan Unpacking = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(30);

    /// <summary>Beside Xen's own: what its hotplug scripts call, what the init calls, and what .NET loads.</summary>
    private static readonly string[] Userland =
        ["bash", "dash", "coreutils", "sed", "grep", "mawk", "findutils", "tar", "util-linux", "mount", "kmod", "iproute2", "hostname", "busybox-static", "libc-bin", "libgcc-s1", "libstdc++6", "libssl3t64|libssl3"];

    private static readonly string[] OfDisk = ["virtio_pci", "virtio_blk", "ext4", "crc32c_generic"];

    private static readonly string[] Modules =
    [
        .. OfDisk, "virtio_net", "virtio_console", "virtio_rng", "af_packet", "bridge", "loop",
        "xen-evtchn", "xen-gntdev", "xen-gntalloc", "xen-privcmd", "xenfs", "xen-netback", "xen-blkback",
    ];

    private static readonly string[] Applets = ["sh", "mount", "insmod", "switch_root", "sleep", "poweroff"];

    /// <returns>The hypervisor first, then the kernel, then the userland.</returns>
    public static async Task<IReadOnlyList<DebianPackage>> Find(CancellationToken ct)
    {
        var found = await DebianPackages.Find(["xen-system-amd64", "linux-image-amd64", .. Userland], ct);
        string Behind(DebianPackage package, string start) => package.Needs.First(name => name.StartsWith(start, StringComparison.Ordinal) && name.Any(char.IsDigit));
        var parts = await DebianPackages.Find(
            [Behind(found[0], "xen-hypervisor-"), Behind(found[1], "linux-image-"), Behind(found[0], "xen-utils-"), "xen-utils-common"], ct);
        return [.. parts, .. found.Skip(2)];
    }

    /// <summary>Fills a folder with <c>xen</c>, <c>kernel</c>, <c>initrd</c> and <c>system.ext4</c>.</summary>
    public static async Task Fill(IReadOnlyList<DebianPackage> packages, CacheFolder cache, string folder, CancellationToken ct)
    {
        var (unpacked, root) = (Path.Combine(folder, "unpacked"), Path.Combine(folder, "root"));
        // Neither is left at work on a folder that the other's failure has removed.
        await Task.WhenAll(Extract(packages.Skip(2), root, ct), UnpackKernels(packages.Take(2), cache, unpacked, folder, ct));
        var version = await InitrdFiles.IndexModules(unpacked, ct);
        await MakeInitrd(unpacked, version, InitrdFiles.One(root, "busybox"), folder, ct);
        await AddModules(unpacked, version, root, ct);
        // Its package makes it when it is configured, which here none is.
        if (!File.Exists(Path.Combine(root, "usr/bin/awk"))) File.CreateSymbolicLink(Path.Combine(root, "usr/bin/awk"), "mawk");
        await InitrdFiles.WriteProgram(Path.Combine(root, "sbin/dom0-init"), InitrdFiles.Script("dom0-init.sh"), ct);
        await DiskImage.Make(root, Path.Combine(folder, "system.ext4"), ct);
        Directory.Delete(root, recursive: true);
        Directory.Delete(unpacked, recursive: true);
    }

    /// <summary>Packages with what they need, unpacked and not configured: nothing of them runs here.</summary>
    private static Task<string> Extract(IEnumerable<DebianPackage> packages, string root, CancellationToken ct) => Tool.Run(
        "mmdebstrap",
        [
            "--quiet", "--variant=extract", $"--include={string.Join(',', packages.Select(one => one.Name))}",
            .. ((string[])["doc", "man", "locale"]).Select(part => $"--dpkgopt=path-exclude=/usr/share/{part}/*"), Release(), root,
        ],
        Unpacking, ct);

    private static async Task UnpackKernels(IEnumerable<DebianPackage> packages, CacheFolder cache, string unpacked, string folder, CancellationToken ct)
    {
        await DebianPackages.Unpack([.. packages], cache, unpacked, ct);
        await KernelFile.Unpack(Directory.EnumerateFiles(Path.Combine(unpacked, "boot"), "vmlinuz-*").Single(), Path.Combine(folder, "kernel"), ct);
        var hypervisor = Path.Combine(folder, "xen");
        File.Copy(Directory.EnumerateFiles(Path.Combine(unpacked, "boot"), "xen-*.gz").First(), $"{hypervisor}.gz");
        await Tool.Run("gzip", ["-d", "-f", $"{hypervisor}.gz"], Quick, ct);
    }

    private static async Task MakeInitrd(string unpacked, string version, string busybox, string folder, CancellationToken ct)
    {
        var first = Path.Combine(folder, "first");
        foreach (var place in (string[])["bin", "dev", "proc", "root", "sys", "lib/modules"]) Directory.CreateDirectory(Path.Combine(first, place));
        InitrdFiles.AddBusybox(first, busybox, Applets);
        await InitrdFiles.CopyModules(unpacked, version, OfDisk, Path.Combine(first, "lib/modules"), ct);
        await InitrdFiles.WriteProgram(Path.Combine(first, "init"), InitrdFiles.Script("dom0-boot.sh"), ct);
        await InitrdFiles.Pack(first, Path.Combine(folder, "initrd"), ct);
        Directory.Delete(first, recursive: true);
    }

    // Of hundreds of MB of modules the dozen that is loaded, each where modprobe looks for it.
    private static async Task AddModules(string unpacked, string version, string root, CancellationToken ct)
    {
        var (from, to) = (Path.Combine(unpacked, "lib/modules", version), Path.Combine(root, "lib/modules", version));
        Directory.CreateDirectory(to);
        foreach (var file in await InitrdFiles.ModuleFiles(unpacked, version, Modules, ct))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (var list in (string[])["modules.order", "modules.builtin", "modules.builtin.modinfo"]) File.Copy(Path.Combine(from, list), Path.Combine(to, list));
        await InitrdFiles.IndexModules(root, ct);
    }

    private static string Release() => File.ReadLines("/etc/os-release").FirstOrDefault(line => line.StartsWith("VERSION_CODENAME=", StringComparison.Ordinal))?.Split('=')[1].Trim('"')
        ?? throw new ToolException("/etc/os-release does not say which Debian this is; the packages of dom0 are Debian's.", null);
}
