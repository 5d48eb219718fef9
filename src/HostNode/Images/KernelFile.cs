using System.Buffers.Binary;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Images;

/// <summary>The kernel inside a compressed kernel file: an emulated machine would take seconds to unpack it at each start.</summary>
/// <remarks>Offsets: the x86 boot protocol (Documentation/arch/x86/boot.rst), payload from version 2.08 on.</remarks>
internal static class KernelFile
{
    private const int SetupSectors = 0x1f1, PayloadOffset = 0x248, PayloadLength = 0x24c, Sector = 512;

    /// <summary>The uncompressed size follows the payload and is counted with it.</summary>
    private const int Trailer = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly (byte[] Magic, string Tool, string Suffix)[] Formats =
        [([0x02, 0x21, 0x4C, 0x18], "lz4", ".lz4"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz", ".xz"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd", ".zst"), ([0x1F, 0x8B, 0x08], "gzip", ".gz")];

    public static async Task Unpack(string compressed, string kernel, CancellationToken ct)
    {
        var bytes = await File.ReadAllBytesAsync(compressed, ct);
        var start = ((bytes[SetupSectors] + 1) * Sector) + Number(bytes, PayloadOffset);
        var payload = bytes.AsMemory(start, Number(bytes, PayloadLength) - Trailer);
        var (_, tool, suffix) = Formats.FirstOrDefault(format => payload.Span.StartsWith(format.Magic));
        if (tool is null) throw new ToolException($"The kernel {Path.GetFileName(compressed)} is compressed in a way that is not known here.", null);
        await File.WriteAllBytesAsync(kernel + suffix, payload, ct);
        // lz4 alone would take its output for a pipe's.
        await Tool.Run(tool, ["-d", "-q", "-f", kernel + suffix, .. tool == "lz4" ? (string[])[kernel] : []], Limit, ct);
        File.Delete(kernel + suffix);
        if (!await IsProgram(kernel, ct)) throw new ToolException($"{Path.GetFileName(compressed)} holds no kernel where its header says.", null);
    }

    private static async Task<bool> IsProgram(string file, CancellationToken ct)
    {
        var start = new byte[4];
        await using var opened = File.OpenRead(file);
        await opened.ReadExactlyAsync(start, ct);
        return start.AsSpan().SequenceEqual("\u007fELF"u8);
    }

    private static int Number(byte[] bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset));
}
