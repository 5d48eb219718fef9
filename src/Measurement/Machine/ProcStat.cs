using System.Buffers.Text;
using ActorBench.Messages.Trials;
using Microsoft.Win32.SafeHandles;

namespace ActorBench.Measurement.Machine;

/// <summary>The machine's processor time so far, as <c>/proc/stat</c> counts it; reading it allocates nothing.</summary>
internal readonly record struct ProcStat(long User, long System, long Irq, long SoftIrq, long Steal, long Idle)
{
    private static readonly SafeFileHandle? File = Open();

    /// <summary>What is read through, as a descriptor; null where the machine has no such file.</summary>
    public static int? Descriptor => (int?)File?.DangerousGetHandle();

    /// <summary>All zeros where the machine has no such file.</summary>
    public static ProcStat Read()
    {
        if (File is null) return default;
        Span<byte> text = stackalloc byte[256];
        var length = RandomAccess.Read(File, text, fileOffset: 0);
        return Parse(text[..length]);
    }

    /// <param name="text">Begins with the line <c>cpu  user nice system idle iowait irq softirq steal guest guest_nice</c>.</param>
    public static ProcStat Parse(ReadOnlySpan<byte> text)
    {
        Span<long> field = stackalloc long[8];
        field.Clear();
        if (text.StartsWith("cpu "u8)) text = text[4..];
        for (var i = 0; i < field.Length; i++)
        {
            text = text.TrimStart((byte)' ');
            if (!Utf8Parser.TryParse(text, out field[i], out var consumed)) break;
            text = text[consumed..];
        }

        // The two guest fields are left out: the kernel has them inside user and nice already.
        return new ProcStat(
            User: field[0] + field[1], System: field[2], Irq: field[5], SoftIrq: field[6], Steal: field[7], Idle: field[3] + field[4]);
    }

    public CpuTicks Since(ProcStat earlier) => new(
        User - earlier.User,
        System - earlier.System,
        Irq - earlier.Irq,
        SoftIrq - earlier.SoftIrq,
        Steal - earlier.Steal,
        Idle - earlier.Idle);

    private static SafeFileHandle? Open() =>
        global::System.IO.File.Exists("/proc/stat") ? global::System.IO.File.OpenHandle("/proc/stat") : null;
}
