using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;

// Blittable signatures then need no stub: a call costs what the switch out of managed code costs.
[assembly: DisableRuntimeMarshalling]

namespace ActorBench.Measurement.Native;

/// <summary>The few calls into libc that the framework's sockets and threads do not offer at this price.</summary>
/// <remarks>
/// Everything else about a socket goes through <see cref="System.Net.Sockets.Socket"/>. Error numbers are read only after a
/// failure, by <see cref="Marshal.GetLastSystemError"/> at the place of the call, so that a call that works pays nothing for them.
/// </remarks>
internal static unsafe partial class Libc
{
    // Values of Linux, the same on x64 and arm64 (include/linux/socket.h, asm-generic/errno.h).
    public const int Peek = 0x2;
    public const int Truncated = 0x20;
    public const int DontWait = 0x40;
    public const int WaitAll = 0x100;
    public const int NoSignal = 0x4000;

    public const int BothDirections = 2;

    private const int SetStatusFlags = 4;
    private const int CloseRangeNumber = 436;
    private const int OwnTable = 2;
    private const int BlockSignals = 0;
    private const int ProcessCpuClock = 2;
    private const int ThreadCpuClock = 3;

    // The calls go through syscall(2): libc's own send and recv are points where a thread can be cancelled, and in a process
    // with threads that costs locked instructions at every call. The compiler folds the choice of the number.
    private static nint SendTo => ArmBase.Arm64.IsSupported ? 206 : 44;

    private static nint ReceiveFrom => ArmBase.Arm64.IsSupported ? 207 : 45;

    private static nint SetSocketOption => ArmBase.Arm64.IsSupported ? 208 : 54;

    private static nint SignalMask => ArmBase.Arm64.IsSupported ? 135 : 14;

    /// <summary>Makes the runtime look up what is called around a window before it: it allocates while it looks.</summary>
    public static void Bind()
    {
        const int NoSocket = -1;
        _ = Receive(NoSocket, null, 0, 0);
        _ = Marshal.GetLastSystemError();
        _ = ThreadCpuNs();
    }

    /// <returns>Bytes taken by the kernel, or -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Send(int socket, byte* buffer, nint length, int flags) =>
        SystemCall(SendTo, socket, (nint)buffer, length, flags, 0, 0);

    /// <returns>Bytes received, 0 at the end of the stream, or -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Receive(int socket, byte* buffer, nint length, int flags) =>
        SystemCall(ReceiveFrom, socket, (nint)buffer, length, flags, 0, 0);

    /// <returns>Bytes taken by the kernel, or -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint SendDatagram(int socket, byte* buffer, nint length, byte* address, int addressBytes) =>
        SystemCall(SendTo, socket, (nint)buffer, length, NoSignal, (nint)address, addressBytes);

    /// <param name="addressBytes">Room at <paramref name="address"/> before the call, the sender's length after it.</param>
    /// <returns>Bytes received, or -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint ReceiveDatagram(int socket, byte* buffer, nint length, byte* address, int* addressBytes) =>
        SystemCall(ReceiveFrom, socket, (nint)buffer, length, 0, (nint)address, (nint)addressBytes);

    /// <returns>-1 for a failure.</returns>
    public static nint SetOption(int socket, int level, int option, void* value, int bytes) =>
        SystemCall(SetSocketOption, socket, level, option, (nint)value, bytes, 0);

    /// <summary>Closes all descriptors from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    /// <param name="inOwnTable">Gives the calling thread a table of its own first; what is beyond the last open one is not even copied.</param>
    /// <returns>-1 for a failure; then nothing has been closed.</returns>
    public static nint CloseRange(uint first, uint last, bool inOwnTable = false) =>
        SystemCall(CloseRangeNumber, (nint)first, (nint)last, inOwnTable ? OwnTable : 0, 0, 0, 0);

    /// <param name="signals">One bit a signal, the lowest for signal 1; never again delivered to the calling thread.</param>
    /// <returns>-1 for a failure.</returns>
    public static nint Block(ulong signals) => SystemCall(SignalMask, BlockSignals, (nint)(&signals), 0, sizeof(ulong), 0, 0);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth, nint fifth, nint sixth);

    /// <summary>Undoes what <c>Socket.Blocking = false</c> did to the descriptor; the framework itself only pretends to.</summary>
    /// <returns>-1 for a failure.</returns>
    public static int MakeBlocking(int socket) => FileControl(socket, SetStatusFlags, 0);

    /// <returns>-1 where the socket is not connected.</returns>
    [LibraryImport("libc", EntryPoint = "shutdown")]
    public static partial int Shutdown(int socket, int how);

    /// <param name="thread">0 is the calling thread.</param>
    /// <param name="maskBytes">Length of <paramref name="mask"/> in bytes, one bit a processor.</param>
    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    public static partial int SetAffinity(int thread, nuint maskBytes, ulong* mask);

    /// <returns>Nanoseconds; null for a failure.</returns>
    public static long? ProcessCpuNs() => Clock(ProcessCpuClock);

    /// <returns>Nanoseconds of the calling thread; null for a failure.</returns>
    public static long? ThreadCpuNs() => Clock(ThreadCpuClock);

    private static long? Clock(int clock)
    {
        var time = stackalloc nint[2];
        return GetTime(clock, time) == 0 ? (time[0] * 1_000_000_000L) + time[1] : null;
    }

    /// <param name="time">Seconds, then nanoseconds.</param>
    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, nint* time);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int FileControl(int file, int command, nint argument);
}
