using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ActorBench.HostNode.Labs.Wire;

/// <summary>System calls of a switch: packet sockets, waiting to the microsecond, and a place before other work.</summary>
internal static unsafe partial class PacketCalls
{
    public const short PollIn = 1;

    private const int AfPacket = 17, SockRaw = 3, SolSocket = 1, SolPacket = 263; // linux/socket.h
    private const int SoRcvBufForce = 33, SoRcvBuf = 8, SoTimestampNs = 35; // asm-generic/socket.h; the old, 64-bit form of SO_TIMESTAMPNS
    private const int PacketQdiscBypass = 20, PacketIgnoreOutgoing = 23; // linux/if_packet.h
    private const int DontWait = 0x40, ClockRealtime = 0, ClockMonotonic = 1;
    private const int PrSetTimerSlack = 29, SchedFifo = 1;
    private const int EAgain = 11, EIntr = 4, ENoBufs = 105, ENetDown = 100;
    private const ushort EveryProtocol = 0x0300; // ETH_P_ALL in network order
    private const int BufferBytes = 8 << 20;

    public static long MonotonicNs() => Now(ClockMonotonic);

    /// <summary>What must be taken from the kernel's time stamps to get the monotonic clock.</summary>
    public static long WallAheadNs() => Now(ClockRealtime) - Now(ClockMonotonic);

    /// <summary>A packet socket on one interface that sees what comes in and not what this process sends, with time stamps of arrival.</summary>
    public static int OpenPort(string device)
    {
        var index = InterfaceIndex(device);
        if (index == 0) throw Failure($"interface {device}");
        var socket = Socket(AfPacket, SockRaw, EveryProtocol);
        if (socket < 0) throw Failure("packet socket");
        var address = stackalloc byte[20]; // struct sockaddr_ll
        new Span<byte>(address, 20).Clear();
        *(ushort*)address = AfPacket;
        *(ushort*)(address + 2) = EveryProtocol;
        *(int*)(address + 4) = (int)index;
        if (Bind(socket, address, 20) != 0) throw Failure($"packet socket on {device}");
        Set(socket, SolPacket, PacketIgnoreOutgoing, 1);
        Set(socket, SolPacket, PacketQdiscBypass, 1);
        Set(socket, SolSocket, SoTimestampNs, 1);
        var bytes = BufferBytes;
        // Beyond the machine's limit only with rights.
        if (SetOption(socket, SolSocket, SoRcvBufForce, &bytes, sizeof(int)) != 0) Set(socket, SolSocket, SoRcvBuf, bytes);
        return socket;
    }

    /// <returns>Length of the frame; 0 when none is there.</returns>
    /// <param name="stampNs">Wall clock at arrival; 0 where the kernel gave none.</param>
    public static int Receive(int socket, byte* buffer, int size, out long stampNs)
    {
        var part = new IoVector { Base = buffer, Length = (nuint)size };
        var control = stackalloc byte[64];
        var message = new MessageHeader { Parts = &part, PartCount = 1, Control = control, ControlLength = 64 };
        stampNs = 0;
        var length = ReceiveMessage(socket, &message, DontWait);
        if (length < 0) return Marshal.GetLastPInvokeError() is EAgain or EIntr or ENetDown ? 0 : throw Failure("receive");
        // One control message: its header of 16 bytes, then seconds and nanoseconds.
        if (message.ControlLength >= 32 && *(int*)(control + 8) == SolSocket && *(int*)(control + 12) == SoTimestampNs)
            stampNs = (*(long*)(control + 16) * 1_000_000_000) + *(long*)(control + 24);
        return (int)length;
    }

    /// <returns>False when the interface has no room for the frame or is down.</returns>
    public static bool Send(int socket, ReadOnlySpan<byte> frame)
    {
        fixed (byte* bytes = frame)
        {
            if (SendTo(socket, bytes, (nuint)frame.Length, DontWait, null, 0) == frame.Length) return true;
        }

        return Marshal.GetLastPInvokeError() is EAgain or ENoBufs or ENetDown ? false : throw Failure("send");
    }

    /// <param name="ns">Longest wait; negative: for ever.</param>
    /// <returns>False when the time was over before a frame came.</returns>
    public static bool Wait(Span<PollEntry> sockets, long ns)
    {
        var time = new TimeSpec { Seconds = ns / 1_000_000_000, Nanoseconds = ns % 1_000_000_000 };
        fixed (PollEntry* entries = sockets)
        {
            return Poll(entries, (nuint)sockets.Length, ns < 0 ? null : &time, null) != 0;
        }
    }

    /// <summary>Timers to the nanosecond, and before ordinary processes where this process may ask for it.</summary>
    /// <returns>What it got, for the lab's facts.</returns>
    public static string Hurry()
    {
        _ = Prctl(PrSetTimerSlack, 1);
        var priority = 1;
        return SetScheduler(0, SchedFifo, &priority) == 0 ? "fifo" : "ordinary";
    }

    private static void Set(int socket, int level, int option, int value)
    {
        if (SetOption(socket, level, option, &value, sizeof(int)) != 0) throw Failure($"socket option {option}");
    }

    private static long Now(int clock)
    {
        TimeSpec time;
        _ = GetTime(clock, &time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    private static IOException Failure(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"The wire's {what}: {new Win32Exception(error).Message}", error);
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        public int Socket;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct MessageHeader
    {
        public byte* Name;
        public uint NameLength;
        public IoVector* Parts;
        public nuint PartCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }

    [LibraryImport("libc", EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint InterfaceIndex(string name);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int family, int kind, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int Bind(int socket, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(int socket, int level, int option, int* value, uint length);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(int socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    private static partial nint SendTo(int socket, byte* bytes, nuint length, int flags, byte* address, uint addressLength);

    [LibraryImport("libc", EntryPoint = "ppoll")]
    private static partial int Poll(PollEntry* entries, nuint count, TimeSpec* time, void* mask);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    private static partial int GetTime(int clock, TimeSpec* time);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nuint value);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int pid, int policy, int* priority);
}
