using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ActorBench.Measurement.Native;

/// <summary>The two calls that tell about network interfaces: a netlink socket and the ioctl of ethtool.</summary>
/// <remarks>Files under <c>/sys/class/net</c> would not do: they show the namespace that mounted them, not the one that a process stands in.</remarks>
internal static unsafe partial class NetworkCalls
{
    // include/linux/socket.h, asm-generic; the same on x64 and arm64.
    private const int NetlinkFamily = 16;
    private const int InternetFamily = 2;
    private const int Datagrams = 2;
    private const int RawMessages = 3;
    private const int CloseOnExec = 0x80000;
    private const int DontWait = 0x40;

    private const nuint EthtoolRequest = 0x8946; // SIOCETHTOOL, linux/sockios.h
    private const int NameBytes = 16; // IFNAMSIZ
    private const int RequestBytes = 40; // struct ifreq: the name, then a union that holds a pointer here

    /// <returns>A socket of this thread's network namespace; null where the kernel gives none.</returns>
    public static SafeFileHandle? OpenNetlink() => Open(NetlinkFamily, RawMessages);

    /// <returns>Any socket will do for <see cref="Ethtool"/>; null where the kernel gives none.</returns>
    public static SafeFileHandle? OpenAny() => Open(InternetFamily, Datagrams);

    /// <summary>Sends a request; the kernel has answered by the time that this returns.</summary>
    public static bool Ask(SafeFileHandle netlink, ReadOnlySpan<byte> request)
    {
        fixed (byte* bytes = request) return Libc.Send(Number(netlink), bytes, request.Length, DontWait) == request.Length;
    }

    /// <returns>Length of the next part of the answer; 0 or less for none.</returns>
    public static int Hear(SafeFileHandle netlink, Span<byte> answer)
    {
        fixed (byte* bytes = answer) return (int)Libc.Receive(Number(netlink), bytes, answer.Length, DontWait);
    }

    /// <summary>One question of linux/ethtool.h about a device; the answer takes the place of the question.</summary>
    /// <returns>False where the device, the driver or the kernel does not know it.</returns>
    public static bool Ethtool(SafeFileHandle socket, ReadOnlySpan<byte> device, Span<uint> question)
    {
        if (device.Length >= NameBytes) return false;
        var request = stackalloc byte[RequestBytes];
        new Span<byte>(request, RequestBytes).Clear();
        device.CopyTo(new Span<byte>(request, NameBytes));
        fixed (uint* words = question)
        {
            *(uint**)(request + NameBytes) = words;
            return Control(Number(socket), EthtoolRequest, request) == 0;
        }
    }

    private static SafeFileHandle? Open(int family, int type)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var descriptor = Socket(family, type | CloseOnExec, 0);
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private static int Number(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    [LibraryImport("libc", EntryPoint = "socket")]
    private static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, byte* argument);
}
