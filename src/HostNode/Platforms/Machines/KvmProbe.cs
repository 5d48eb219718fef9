namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>Whether the processor itself runs a guest's instructions. A device file says nothing: behind it may stand an interpreter slower than emulation.</summary>
internal static class KvmProbe
{
    private const string Device = "/dev/kvm";

    /// <summary>The value below, as QEMU's exit device reports it: 2 · value + 1.</summary>
    private const int Done = (0x10 << 1) | 1;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>In place of a BIOS: counts down from 100 million, which takes a processor less than a tenth of a second and an interpreter minutes, and ends QEMU.</summary>
    private static readonly byte[] Counting =
    [
        0x66, 0xB9, 0x00, 0xE1, 0xF5, 0x05, // mov ecx, 100000000
        0x66, 0x49, // dec ecx
        0x75, 0xFC, // jnz to dec
        0xB0, 0x10, // mov al, 0x10
        0xE6, 0xF4, // out 0xf4, al
        0xF4, // hlt
    ];

    /// <returns>Null = KVM works; else one sentence.</returns>
    public static async Task<string?> WhyNot(CancellationToken ct)
    {
        if (!File.Exists(Device)) return $"This machine has no {Device}: load kvm_intel or kvm_amd, or allow nested virtualization for it; qemu-tcg needs neither.";
        try
        {
            var (code, errors) = await Run("kvm", "host", Limit, ct);
            return code == Done ? null : $"{Device} is there, and a guest ends with code {code}{(errors.Length > 0 ? $": {errors.TrimEnd('.')}" : "")}.";
        }
        catch (ToolException)
        {
            return $"{Device} is there, but a guest that counts to 100 million on it has not ended within {Limit.TotalSeconds} s: no processor runs it. qemu-tcg is honest about that.";
        }
    }

    /// <returns>QEMU's exit code and its last line.</returns>
    /// <exception cref="ToolException">It has not ended in time.</exception>
    internal static async Task<(int Code, string LastLine)> Run(string accelerator, string cpuModel, TimeSpan limit, CancellationToken ct)
    {
        var bios = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(bios, Bios(), ct);
            var (code, _, errors) = await Tool.RunToEnd(
                QemuWords.Program,
                [
                    "-machine", "pc", "-accel", accelerator, "-cpu", cpuModel, "-m", "16", "-display", "none", "-nodefaults", "-no-user-config", "-no-reboot",
                    "-bios", bios, "-device", "isa-debug-exit,iobase=0xf4,iosize=1",
                ],
                limit, input: null, owner: null, ct);
            return (code, Tool.LastLine(errors));
        }
        finally
        {
            File.Delete(bios);
        }
    }

    // 64 KiB that end where a processor begins: 16 bytes before their end.
    private static byte[] Bios()
    {
        var bios = new byte[0x10000];
        Counting.CopyTo(bios, 0xFF00);
        ((byte[])[0xE9, 0x0D, 0xFF]).CopyTo(bios, 0xFFF0); // jmp 0xFF00
        return bios;
    }
}
