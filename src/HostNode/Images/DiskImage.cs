using System.Globalization;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Images;

/// <summary>A folder as a disk with ext4 on it, made without mounting it and so without any right.</summary>
internal static class DiskImage
{
    /// <summary>Room for the file system's own tables.</summary>
    private const long Spare = 24L << 20;

    /// <summary>A file takes whole blocks, and an inode beside them.</summary>
    private const long Block = 4096, Inode = 256;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task Make(string folder, string image, CancellationToken ct)
    {
        var bytes = new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Sum(one => Inode + (one is FileInfo { LinkTarget: null } file ? (file.Length + Block - 1) / Block * Block : Block));
        await Tool.Run(
            "mke2fs",
            ["-q", "-F", "-t", "ext4", "-O", "^has_journal", "-m", "0", "-E", "root_owner=0:0", "-d", folder, image, string.Create(CultureInfo.InvariantCulture, $"{(bytes + Spare) >> 10}k")],
            Limit, ct);
    }
}
