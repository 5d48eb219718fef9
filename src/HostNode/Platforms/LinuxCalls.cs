using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ActorBench.HostNode.Platforms;

/// <summary>The few system calls that the framework does not offer and that need no tool.</summary>
internal static partial class LinuxCalls
{
    public const int SigInt = 2;
    public const int SigTerm = 15;
    public const int SigKill = 9;

    private const int CloneNewNet = 0x40000000; // linux/sched.h
    private const int PrSetPdeathsig = 1; // linux/prctl.h
    private const nuint SiocEthtool = 0x8946; // linux/sockios.h
    private const nuint SiocGetHardwareAddress = 0x8927; // linux/sockios.h
    private const int Ethernet = 1; // linux/if_arp.h
    private const int OpenPathOnly = 0x200000 | 0x80000; // O_PATH, O_CLOEXEC of asm-generic/fcntl.h
    private const int UnmountDetached = 2; // MNT_DETACH of sys/mount.h
    private const nuint MountReadOnly = 0x1, MountRemount = 0x20, MountBind = 0x1000, MountRecursive = 0x4000; // linux/mount.h

    /// <summary>Nothing happens when the process has ended already.</summary>
    public static void SendSignal(int pid, int signal) => _ = Kill(pid, signal);

    /// <summary>Moves the calling thread, and no other, into a network namespace.</summary>
    public static void EnterNetwork(SafeHandle networkNamespace)
    {
        if (SetNs(networkNamespace, CloneNewNet) != 0) throw Failure("setns");
    }

    /// <summary>The kernel kills this process when the thread that started it ends; false when its parent is not <paramref name="parent"/> any more.</summary>
    public static bool DieWith(int parent) => Prctl(PrSetPdeathsig, SigKill) == 0 && GetParent() == parent;

    /// <summary>Hides a folder of the caller's mount namespace under an empty one in memory.</summary>
    public static void MountTmpfs(string folder)
    {
        if (Mount("tmpfs", folder, "tmpfs", 0, "mode=755") != 0) throw Failure($"mount tmpfs on {folder}");
    }

    /// <summary>Takes a mount away at once, also one in use; nothing happens where there is none.</summary>
    public static void Unmount(string folder) => _ = Unmount(folder, UnmountDetached);

    /// <summary>Shows a file or a folder, with all that is mounted in it, at a second place too.</summary>
    public static void Bind(string source, string place)
    {
        if (Mount(source, place, null, MountBind | MountRecursive, null) != 0) throw Failure($"mount {source} on {place}");
    }

    /// <summary>Nothing can be written in the mount at <paramref name="folder"/>; mounts inside it stay as they are.</summary>
    public static void MakeReadOnly(string folder)
    {
        if (Mount(null, folder, null, MountRemount | MountBind | MountReadOnly, null) != 0) throw Failure($"remount {folder}");
    }

    /// <summary>Holds a file or a folder by its name, without reading it.</summary>
    public static SafeFileHandle OpenPath(string path)
    {
        var handle = Open(path, OpenPathOnly);
        return handle.IsInvalid ? throw Failure($"open {path}") : handle;
    }

    /// <summary>One get or set of the old ethtool interface: a command word and a value word (linux/ethtool.h).</summary>
    public static unsafe uint Ethtool(SafeHandle socket, string device, uint command, uint value)
    {
        var words = stackalloc uint[2] { command, value };
        var request = stackalloc byte[40]; // struct ifreq: 16 bytes of name, then a union whose first field is the pointer
        new Span<byte>(request, 40).Clear();
        System.Text.Encoding.ASCII.GetBytes(device, new Span<byte>(request, 15));
        *(uint**)(request + 16) = words;
        if (Ioctl(socket, SiocEthtool, request) != 0) throw Failure($"ethtool of {device}");
        return words[1];
    }

    /// <returns>The MAC of a link; null where it is no Ethernet.</returns>
    public static unsafe byte[]? EthernetAddress(string device)
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Udp);
        var request = stackalloc byte[40]; // struct ifreq: 16 bytes of name, then a struct sockaddr with the kind of link
        new Span<byte>(request, 40).Clear();
        System.Text.Encoding.ASCII.GetBytes(device, new Span<byte>(request, 15));
        if (Ioctl(socket.SafeHandle, SiocGetHardwareAddress, request) != 0) throw Failure($"address of {device}");
        return *(ushort*)(request + 16) == Ethernet ? new ReadOnlySpan<byte>(request + 18, 6).ToArray() : null;
    }

    private static IOException Failure(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{what}: {new Win32Exception(error).Message}", error);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nuint value);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNs(SafeHandle handle, int kind);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static unsafe partial int Ioctl(SafeHandle handle, nuint request, byte* argument);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string? source, string target, string? type, nuint flags, string? data);

    [LibraryImport("libc", EntryPoint = "umount2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string folder, int flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);
}
