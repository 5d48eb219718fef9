using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Native;
using Microsoft.Win32.SafeHandles;

namespace ActorBench.Measurement.Machine;

/// <summary>Asks the kernel about the interfaces of this network namespace, over one socket and in one buffer.</summary>
internal sealed class Rtnetlink : IDisposable
{
    // linux/rtnetlink.h, linux/netlink.h, linux/if_addr.h
    private const ushort GetLink = 18;
    private const ushort GetAddress = 22;
    private const ushort NewLink = 16;
    private const ushort NewAddress = 20;
    private const ushort Done = 3;
    private const ushort Request = 1;
    private const ushort Dump = 0x300;
    private const int AddressAttribute = 1;
    private const int LocalAttribute = 2;
    private const int HeaderBytes = 16;
    private const int LinkBytes = 16; // struct ifinfomsg
    private const int AddressBytes = 8; // struct ifaddrmsg

    private readonly SafeFileHandle _socket;
    private readonly byte[] _answer = new byte[64 * 1024];
    private uint _question;

    private Rtnetlink(SafeFileHandle socket) => _socket = socket;

    private delegate void Take(ReadOnlySpan<byte> body);

    /// <returns>Null on a system without it.</returns>
    public static Rtnetlink? TryOpen() => NetworkCalls.OpenNetlink() is { } socket ? new Rtnetlink(socket) : null;

    /// <returns>The interface's attributes, good until the next question; empty where there is no such interface.</returns>
    public ReadOnlySpan<byte> Link(int index)
    {
        Span<byte> question = stackalloc byte[HeaderBytes + LinkBytes];
        Write(question, GetLink, Request);
        MemoryMarshal.Write(question[(HeaderBytes + 4)..], index);
        if (!NetworkCalls.Ask(_socket, question)) return [];
        while (NetworkCalls.Hear(_socket, _answer) is > HeaderBytes and var length)
        {
            // What an earlier question was answered with, and nobody took, is passed over.
            if (NumberOf(_answer) == _question) return TypeOf(_answer) == NewLink ? _answer.AsSpan(0, length)[(HeaderBytes + LinkBytes)..LengthOf(_answer)] : [];
        }

        return [];
    }

    /// <summary>Index and attributes of every interface, in the kernel's order.</summary>
    public IReadOnlyList<(int Index, byte[] Attributes)> Links()
    {
        var links = new List<(int, byte[])>();
        Span<byte> question = stackalloc byte[HeaderBytes + LinkBytes];
        Write(question, GetLink, Request | Dump);
        AskAll(question, NewLink, body => links.Add((MemoryMarshal.Read<int>(body[4..]), body[LinkBytes..].ToArray())));
        return links;
    }

    /// <returns>Index of the interface that has this address; null for none.</returns>
    public int? Find(IPAddress address)
    {
        int? found = null;
        var wanted = address.GetAddressBytes();
        Span<byte> question = stackalloc byte[HeaderBytes + AddressBytes];
        Write(question, GetAddress, Request | Dump);
        question[HeaderBytes] = (byte)(address.AddressFamily == AddressFamily.InterNetworkV6 ? 10 : 2);
        AskAll(question, NewAddress, body =>
        {
            // Of a link with two different ends the first attribute is the other one's.
            var attributes = body[AddressBytes..];
            var own = LinkAttributes.Find(attributes, LocalAttribute);
            if (own.IsEmpty) own = LinkAttributes.Find(attributes, AddressAttribute);
            if (own.SequenceEqual(wanted)) found ??= MemoryMarshal.Read<int>(body[4..]);
        });
        return found;
    }

    public void Dispose() => _socket.Dispose();

    private void AskAll(ReadOnlySpan<byte> question, ushort answers, Take take)
    {
        if (!NetworkCalls.Ask(_socket, question)) return;
        while (NetworkCalls.Hear(_socket, _answer) is > 0 and var length)
        {
            ReadOnlySpan<byte> rest = _answer.AsSpan(0, length);
            while (rest.Length >= HeaderBytes && LengthOf(rest) is >= HeaderBytes and var bytes && bytes <= rest.Length)
            {
                if (NumberOf(rest) == _question && TypeOf(rest) == Done) return;
                if (NumberOf(rest) == _question && TypeOf(rest) == answers) take(rest[HeaderBytes..bytes]);
                rest = rest[Math.Min(rest.Length, LinkAttributes.Aligned(bytes))..];
            }
        }
    }

    private void Write(Span<byte> question, ushort type, ushort flags)
    {
        question.Clear();
        MemoryMarshal.Write(question, question.Length);
        MemoryMarshal.Write(question[4..], type);
        MemoryMarshal.Write(question[6..], flags);
        MemoryMarshal.Write(question[8..], ++_question);
    }

    private static int LengthOf(ReadOnlySpan<byte> message) => MemoryMarshal.Read<int>(message);

    private static ushort TypeOf(ReadOnlySpan<byte> message) => MemoryMarshal.Read<ushort>(message[4..]);

    private static uint NumberOf(ReadOnlySpan<byte> message) => MemoryMarshal.Read<uint>(message[8..]);
}
