using System.Globalization;
using System.Text.RegularExpressions;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary>The sizes of one protocol: counts them before it makes them, and takes each once.</summary>
internal sealed partial class SizeList(Protocol protocol, int most)
{
    /// <summary>50 MiB, the largest of the 2007 study.</summary>
    public const int LargestTcp = 50 << 20;

    /// <summary>What an IPv4 datagram carries: 65,535 − 20 (IP) − 8 (UDP).</summary>
    public const int LargestUdp = 65_507;

    /// <summary>A range is a few numbers; the pattern takes quadratic time over what is no range.</summary>
    private const int LongestRange = 100;

    private readonly Dictionary<int, Place> _taken = [];

    public static int Largest(Protocol protocol) => protocol == Protocol.Tcp ? LargestTcp : LargestUdp;

    public static string Words(Protocol protocol) => protocol == Protocol.Tcp ? "a TCP message" : "a UDP datagram";

    /// <summary>A list of sizes and ranges, or one of them.</summary>
    public IReadOnlyList<int> Read(YamlNode node, string what)
    {
        var sizes = new List<int>();
        foreach (var item in Values.Many(node, what))
        {
            var scalar = Values.Scalar(item, "a size");
            foreach (var size in Sizes(scalar))
            {
                if (!_taken.TryAdd(size, scalar.Place))
                {
                    throw scalar.Place.Refusal($"{Quantity.Size.Text(size)} is already in the sizes {_taken[size].Reference}; take one of the two away");
                }

                sizes.Add(size);
            }
        }

        return sizes;
    }

    private IEnumerable<int> Sizes(ScalarNode scalar)
    {
        if (!scalar.Text.Contains("..", StringComparison.Ordinal)) return [Size(scalar, scalar.Text)];
        if (scalar.Text.Length > LongestRange || RangeForm().Match(scalar.Text) is not { Success: true } form)
        {
            throw scalar.Place.Refusal($"{Shown.Quoted(scalar.Text)} is not a range; write it as '1 B .. 512 B x2' or '8 KiB .. 64 KiB +8 KiB'");
        }

        var from = Size(scalar, form.Groups["from"].Value);
        var to = Size(scalar, form.Groups["to"].Value);
        if (from > to)
        {
            throw scalar.Place.Refusal($"the range {Shown.Quoted(scalar.Text)} runs backwards; write the smaller size first");
        }

        var step = form.Groups["step"].Value;
        return form.Groups["kind"].Value == "x" ? Multiplied(scalar, from, to, Factor(scalar, step)) : Added(scalar, from, to, Step(scalar, step));
    }

    private int Size(ScalarNode scalar, string text) =>
        (int)Quantity.Size.Read(scalar.Place, text, Words(protocol), 1, Largest(protocol));

    private static long Step(ScalarNode scalar, string text) =>
        Quantity.Size.Read(scalar.Place, text, "the step of a range", 1, LargestTcp);

    private static long Factor(ScalarNode scalar, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var factor) && factor >= 2
            ? factor
            : throw scalar.Place.Refusal($"the factor of a range must be a whole number from 2, not {Shown.Quoted(text)}; write 'x2' or a step such as '+64 KiB'");

    private static List<int> Multiplied(ScalarNode scalar, long from, long to, long factor)
    {
        var sizes = new List<int>();
        for (var size = from; size <= to; size *= factor) sizes.Add((int)size);
        return sizes.Count > 1 || from == to ? sizes : throw NoStep(scalar);
    }

    private IEnumerable<int> Added(ScalarNode scalar, long from, long to, long step)
    {
        var count = ((to - from) / step) + 1;
        if (_taken.Count + count > most)
        {
            throw scalar.Place.Refusal($"the range {Shown.Quoted(scalar.Text)} holds {Shown.Number(count)} sizes, more than a campaign's {Shown.Number(most)} trials; take a larger step");
        }

        if (count == 1 && from != to) throw NoStep(scalar);
        return Enumerable.Range(0, (int)count).Select(i => (int)(from + (i * step)));
    }

    private static CampaignFileException NoStep(ScalarNode scalar) =>
        scalar.Place.Refusal($"the range {Shown.Quoted(scalar.Text)} ends before its first step; take a smaller step, or write one size");

    [GeneratedRegex(@"^(?<from>[^x+]*?[^x+\s][^x+]*?)\.\.(?<to>[^x+]*[^x+\s][^x+]*)(?<kind>[x+])\s*(?<step>.*)\z", RegexOptions.Singleline)]
    private static partial Regex RangeForm();
}
