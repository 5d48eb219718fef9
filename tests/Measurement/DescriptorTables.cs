using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Exchanges;

namespace ActorBench.Measurement.Tests;

/// <summary>What the kernel shows of threads and their descriptors, and how to make it refuse a table of one's own.</summary>
internal static class DescriptorTables
{
    private const int CloseRange = 436;

    /// <summary>Where the descriptors of a thread lead, the standard streams left out.</summary>
    public static string[] Of(string thread) =>
    [
        .. from entry in new DirectoryInfo($"/proc/{thread}/fd").EnumerateFiles()
           where int.Parse(entry.Name, provider: null) > 2
           select entry.LinkTarget,
    ];

    /// <summary>The smallest table of a loop thread that has this socket open; empty when there is none.</summary>
    /// <remarks>A loop thread of another test that is just starting still has all of the process's.</remarks>
    public static string[] OfLoopWith(string socket)
    {
        List<string[]> found = [];
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            try
            {
                if (File.ReadAllText($"{task}/comm").Trim() == LoopThread.Name && Of(task[6..]) is var table && table.Contains(socket)) found.Add(table);
            }
            catch (IOException)
            {
                // A thread that ended meanwhile.
            }
        }

        return found.MinBy(table => table.Length) ?? [];
    }

    /// <summary>All that a loop's table may hold beside sockets.</summary>
    public static string[] WithoutWhatTheRuntimeNeeds(IEnumerable<string> table) =>
        [.. table.Where(link => link != "/proc/stat" && !link.StartsWith("/memfd:", StringComparison.Ordinal))];

    /// <summary>As in <see cref="Of"/>, of a connection's end at <paramref name="local"/>.</summary>
    public static string Link(EndPoint local, EndPoint remote)
    {
        static string Hex(EndPoint end) =>
            $"{BitConverter.ToUInt32(((IPEndPoint)end).Address.GetAddressBytes()):X8}:{((IPEndPoint)end).Port:X4}";
        var line = File.ReadLines("/proc/self/net/tcp").First(line => line.Contains($" {Hex(local)} {Hex(remote)} ", StringComparison.Ordinal));
        return $"socket:[{line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[9]}]";
    }

    public static (Socket Near, Socket Far) Connected()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        near.Connect(listener.LocalEndpoint);
        return (near, listener.AcceptSocket());
    }

    /// <summary>Whether the other end is closed, with all copies of it.</summary>
    public static bool SeesTheEnd(Socket socket) => socket.Poll(TwoEnds.Bound, SelectMode.SelectRead) && socket.Receive(new byte[1]) == 0;

    /// <summary>From now on the kernel does not know close_range, as an old one, on this thread and those that it starts.</summary>
    public static void RefuseToThisThread()
    {
        const int NoNewPrivileges = 38, Seccomp = 22, Filter = 2;
        const uint LoadNumber = 0x20, IfEqual = 0x15, Return = 0x06, NoSuchCall = 0x0005_0000 | 38, Allowed = 0x7fff_0000;
        ulong[] program = [Step(LoadNumber, 0), Step(IfEqual, CloseRange, otherwiseSkip: 1), Step(Return, NoSuchCall), Step(Return, Allowed)];
        var steps = GCHandle.Alloc(program, GCHandleType.Pinned);
        var filter = new Program { Steps = (ushort)program.Length, First = steps.AddrOfPinnedObject() };
        var done = Control(NoNewPrivileges, 1, 0) == 0 && Control(Seccomp, Filter, ref filter) == 0;
        steps.Free();
        Assert.True(done, $"no filter: errno {Marshal.GetLastPInvokeError()}");
    }

    // struct sock_filter: code, jump if true, jump if false, operand.
    private static ulong Step(uint code, uint operand, byte otherwiseSkip = 0) => code | ((ulong)otherwiseSkip << 24) | ((ulong)operand << 32);

    [DllImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static extern int Control(int what, nint value, nint zero, nint alsoZero = 0, nint andZero = 0);

    [DllImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static extern int Control(int what, nint value, ref Program filter);

    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Steps;
        public nint First;
    }
}
