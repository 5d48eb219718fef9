using System.Diagnostics;
using System.Globalization;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Images;

/// <summary>Makes the guest image of this build, or finds that it is made.</summary>
/// <param name="said">Gets a line for each step that takes time.</param>
public sealed class ImageBuilder(CacheFolder cache, Action<string> said)
{
    private static readonly string[] Tools = ["apt-get", "apt-cache", "dpkg-deb", "lz4", "depmod", "modprobe", "cpio", "mke2fs", "env"];
    private static readonly string[] ToolsOfDom0 = ["mmdebstrap", "gzip", "xz", "dotnet"];

    /// <summary>While it is made, an image stands in the cache as packages, as unpacked files and as a disk.</summary>
    private const long Room = 500L << 20;

    /// <returns>One sentence for each thing that must be here before an image can be made, and is not.</returns>
    public static IReadOnlyList<string> Missing() =>
    [
        .. Tools.Where(tool => Tool.Find(tool) is null).Select(tool => $"This machine has no {tool}: install {Tool.Package(tool)}."),
        .. GuestProgramDisk.WhyNot() is { } why ? [why] : Array.Empty<string>(),
    ];

    /// <inheritdoc cref="Missing"/>
    public static IReadOnlyList<string> MissingForDom0() =>
    [
        .. Missing(),
        .. ToolsOfDom0.Where(tool => Tool.Find(tool) is null).Select(tool => $"This machine has no {tool}: install {Tool.Package(tool)}."),
        .. Dom0Programs.WhyNot() is { } why ? [why] : Array.Empty<string>(),
    ];

    /// <exception cref="ToolException">It can't be made; nothing half-made stays.</exception>
    /// <exception cref="IOException">The disk is full, or the cache can't be written.</exception>
    public async Task<GuestImage> Build(CancellationToken ct)
    {
        if (GuestImage.Find(cache) is { } made) return made;
        if (Missing() is { Count: > 0 } missing) throw new ToolException(string.Join('\n', missing), null);
        return await InTurn(GuestImage.Find, MakeGuest, ct);
    }

    /// <summary>The image of machines with Xen, and before it the guest image that it holds.</summary>
    /// <inheritdoc cref="Build"/>
    public async Task<Dom0Image> BuildDom0(CancellationToken ct)
    {
        if (Dom0Image.Find(cache) is { } made) return made;
        if (MissingForDom0() is { Count: > 0 } missing) throw new ToolException(string.Join('\n', missing), null);
        var guest = await Build(ct);
        return await InTurn(Dom0Image.Find, (clock, token) => MakeDom0(guest, clock, token), ct);
    }

    /// <summary>Makes what another process has not made while we waited for it.</summary>
    private async Task<T> InTurn<T>(Func<CacheFolder, T?> find, Func<Stopwatch, CancellationToken, Task<T>> make, CancellationToken ct)
        where T : class
    {
        using var turn = await cache.Take(() => said("Another process makes an image; waiting for it."), ct);
        return find(cache) ?? await make(Stopwatch.StartNew(), ct);
    }

    private async Task<GuestImage> MakeGuest(Stopwatch clock, CancellationToken ct)
    {
        if (new DriveInfo(cache.Path).AvailableFreeSpace is var free && free < Room)
        {
            throw new ToolException(
                $"{cache.Path} has {free >> 20} MiB free, and an image takes {Room >> 20} MiB while it is made: free some, or name a folder on another disk with {CacheFolder.Variable}.", null);
        }

        said("Kernel and system from Debian packages …");
        var packages = await GuestInitrd.Find(ct);
        var system = await cache.Make(
            "systems", GuestNodeFiles.Hash([.. packages.Select(one => $"{one}"), GuestInitrd.InitScript()]), folder => GuestInitrd.Fill(packages, cache, folder, ct));

        said(Elapsed(clock, "The guest node with its runtime …"));
        var key = GuestNodeFiles.Key(AppContext.BaseDirectory)!;
        var image = await Make(GuestImage.Kind, key, system, ["kernel", "initrd"], clock, async (folder, scratch) =>
        {
            await GuestProgramDisk.Fill(GuestImage.In(folder).Program, key, scratch, ct);
            await File.WriteAllLinesAsync(Path.Combine(folder, "packages"), packages.Select(one => $"{one}"), ct);
        });
        return GuestImage.In(image);
    }

    private async Task<Dom0Image> MakeDom0(GuestImage guest, Stopwatch clock, CancellationToken ct)
    {
        said("Xen and dom0 from Debian packages …");
        var packages = await Dom0System.Find(ct);
        var system = await cache.Make(
            "dom0-systems", GuestNodeFiles.Hash([.. packages.Select(one => $"{one}"), InitrdFiles.Script("dom0-init.sh"), InitrdFiles.Script("dom0-boot.sh")]),
            folder => Dom0System.Fill(packages, cache, folder, ct));

        said(Elapsed(clock, "The host node with its runtime …"));
        var key = Dom0Programs.Key(AppContext.BaseDirectory)!;
        var image = await Make(Dom0Image.Kind, key, system, ["xen", "kernel", "initrd", "system.ext4"], clock, async (folder, scratch) =>
        {
            await Dom0Programs.Fill(Path.Combine(folder, "programs.ext4"), key, guest, scratch, ct);
            await File.WriteAllTextAsync(Path.Combine(folder, "version"), packages[0].Version, ct);
        });
        return Dom0Image.In(image);
    }

    /// <param name="parts">Files of the system that the image links to.</param>
    /// <param name="fill">Gets the image's folder, and one in it that goes when it has returned.</param>
    private async Task<string> Make(string kind, string key, string system, IReadOnlyList<string> parts, Stopwatch clock, Func<string, string, Task> fill)
    {
        var image = await cache.Make(kind, key, async folder =>
        {
            var scratch = Path.Combine(folder, "scratch");
            await fill(folder, scratch);
            Directory.Delete(scratch, recursive: true);
            foreach (var part in parts) File.CreateSymbolicLink(Path.Combine(folder, part), Path.Combine(system, part));
        });
        said(Elapsed(clock, $"Made {image}."));
        return image;
    }

    private static string Elapsed(Stopwatch clock, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,5:0.0} s  {what}");
}
