using System.Runtime.InteropServices;
using System.Text;
using ActorBench.Measurement.Native;
using Microsoft.Win32.SafeHandles;

namespace ActorBench.Measurement.Machine;

/// <summary>What a driver says of its interface, as <c>ethtool -i -g -c -l</c> show it; what it does not know is null.</summary>
internal sealed class LinkDetails(SafeFileHandle socket, string device)
{
    // linux/ethtool.h: commands, and places of 4-byte words in their answers
    private const uint GetSettings = 0x01;
    private const uint GetDriver = 0x03;
    private const uint GetCoalescing = 0x0e;
    private const uint GetRings = 0x10;
    private const uint GetChannels = 0x3c;
    private const int DriverWords = 49;
    private const int SettingsWords = 11;
    private const int CoalescingWords = 23;
    private const int RingWords = 9;
    private const int ChannelWords = 9;
    private const int TextBytes = 32;
    private const uint UnknownSpeed = 0xffff_ffff;

    private readonly byte[] _device = Encoding.ASCII.GetBytes(device);

    /// <summary>Driver, its version and the firmware's; empty texts for what the driver leaves out.</summary>
    public (string Driver, string Version, string Firmware)? Driver()
    {
        if (Ask(GetDriver, DriverWords) is not { } answer) return null;
        var bytes = MemoryMarshal.AsBytes(answer.AsSpan(1)).ToArray();
        return (Text(0), Text(1), Text(2));

        string Text(int place) => Encoding.UTF8.GetString(bytes.AsSpan(place * TextBytes, TextBytes)).Split('\0')[0];
    }

    /// <returns>10^6 bit/s and whether both directions work at once; null where the link does not say, as most virtual ones.</returns>
    public (long MegabitsPerSecond, string Duplex)? Speed()
    {
        if (Ask(GetSettings, SettingsWords) is not { } answer) return null;
        // Half of the speed stands in the third word, half in the seventh.
        var speed = (answer[3] & 0xffff) | (answer[7] << 16);
        var duplex = (answer[3] >> 16 & 0xff) switch { 0 => "half", 1 => "full", _ => "unknown" };
        return speed is 0 or UnknownSpeed or 0xffff ? null : (speed, duplex);
    }

    public string? Rings() => Ask(GetRings, RingWords) is { } answer ? $"rx {answer[5]} tx {answer[8]}" : null;

    public string? Channels() => Ask(GetChannels, ChannelWords) is { } answer ? $"rx {answer[5]} tx {answer[6]} combined {answer[8]}" : null;

    public string? Coalescing() => Ask(GetCoalescing, CoalescingWords) is { } answer
        ? $"rx {answer[1]} us {answer[2]} frames, tx {answer[5]} us {answer[6]} frames, adaptive {(answer[10] | answer[11]) != 0}"
        : null;

    private uint[]? Ask(uint command, int words)
    {
        var question = new uint[words];
        question[0] = command;
        return NetworkCalls.Ethtool(socket, _device, question) ? question : null;
    }
}
