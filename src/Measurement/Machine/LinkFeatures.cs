using System.Runtime.InteropServices;
using System.Text;
using ActorBench.Measurement.Native;
using Microsoft.Win32.SafeHandles;

namespace ActorBench.Measurement.Machine;

/// <summary>The features of an interface that are on, as <c>ethtool -k</c> shows them; asking again takes one call.</summary>
internal sealed class LinkFeatures(SafeFileHandle socket, string device)
{
    // linux/ethtool.h
    private const uint GetStringSetSizes = 0x37;
    private const uint GetStrings = 0x1b;
    private const uint GetFeatures = 0x3a;
    private const uint FeatureNames = 4;
    private const int NameBytes = 32;
    private const int WordsPerBlock = 4; // available, requested, active, never changed
    private const int Active = 2;

    /// <summary>Those that change how many frames a message takes, and who makes them, by the names that everybody uses.</summary>
    private static readonly (string Feature, string Offload)[] Known =
    [
        ("rx-checksum", "rx"), ("tx-checksum-", "tx"), ("tx-scatter-gather", "sg"), ("tx-tcp-segmentation", "tso"),
        ("tx-generic-segmentation", "gso"), ("tx-udp-segmentation", "uso"), ("rx-gro", "gro"), ("rx-lro", "lro"),
    ];

    private readonly byte[] _device = Encoding.ASCII.GetBytes(device);
    private string[]? _names;
    private uint[] _question = [];
    private uint[] _last = [];
    private string _offloads = "";

    /// <summary>Names of the offloads that are on, sorted, joined by commas; empty for none, and where the kernel does not say.</summary>
    public string Offloads()
    {
        var active = ReadActive();
        if (active.SequenceEqual(_last)) return _offloads;
        _last = active.ToArray();
        return _offloads = string.Join(',', NamesOf(_last).Select(Offload).OfType<string>().Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Every feature that is on, by the kernel's names, sorted.</summary>
    public IReadOnlyList<string> All() => [.. NamesOf(ReadActive().ToArray()).Order(StringComparer.Ordinal)];

    private static string? Offload(string feature) =>
        Array.Find(Known, known => known.Feature.EndsWith('-') ? feature.StartsWith(known.Feature, StringComparison.Ordinal) : feature == known.Feature).Offload;

    private IEnumerable<string> NamesOf(uint[] active) =>
        (_names ?? []).Where((_, bit) => bit / 32 < active.Length && (active[bit / 32] >> (bit % 32) & 1) != 0);

    /// <returns>A bit a feature, good until the next call.</returns>
    private ReadOnlySpan<uint> ReadActive()
    {
        _names ??= ReadNames();
        var blocks = (_names.Length + 31) / 32;
        if (_question.Length == 0) _question = new uint[2 + (blocks * WordsPerBlock)];
        (_question[0], _question[1]) = (GetFeatures, (uint)blocks);
        if (blocks == 0 || !NetworkCalls.Ethtool(socket, _device, _question)) return [];
        for (var block = 0; block < blocks; block++) _question[block] = _question[2 + (block * WordsPerBlock) + Active];
        return _question.AsSpan(0, blocks);
    }

    private string[] ReadNames()
    {
        uint[] sizes = [GetStringSetSizes, 0, 1u << (int)FeatureNames, 0, 0];
        if (!NetworkCalls.Ethtool(socket, _device, sizes) || sizes[4] is 0 or > 1024) return [];
        var count = (int)sizes[4];
        var strings = new uint[3 + (count * NameBytes / sizeof(uint))];
        (strings[0], strings[1], strings[2]) = (GetStrings, FeatureNames, (uint)count);
        if (!NetworkCalls.Ethtool(socket, _device, strings)) return [];
        var bytes = MemoryMarshal.AsBytes(strings.AsSpan(3)).ToArray();
        return [.. Enumerable.Range(0, count).Select(i => Encoding.ASCII.GetString(bytes.AsSpan(i * NameBytes, NameBytes)).TrimEnd('\0'))];
    }
}
