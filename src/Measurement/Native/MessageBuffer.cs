using System.Runtime.InteropServices;

namespace ActorBench.Measurement.Native;

/// <summary>One message in memory that the collector never moves, touched before the window and used again for every exchange.</summary>
internal sealed unsafe class MessageBuffer : IDisposable
{
    // Sequence numbers are read and written as eight bytes, also where the message is shorter.
    private const int Padding = 64;
    private const nuint PageBytes = 4096;

    public MessageBuffer(int length)
    {
        Length = length;
        Bytes = (byte*)NativeMemory.AlignedAlloc((nuint)length + Padding, PageBytes);
        // Not zero: a write of zeros could leave every page the kernel's one zero page.
        NativeMemory.Fill(Bytes, (nuint)length + Padding, (byte)'a');
    }

    public int Length { get; }

    public byte* Bytes { get; private set; }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Bytes);
        Bytes = null;
    }
}
