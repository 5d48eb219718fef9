using System.Text.RegularExpressions;
using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Files;

/// <param name="Protocol">Null for all, as the others.</param>
internal readonly record struct ThresholdSelector(Protocol? Protocol, string? SizeClass, int? RequestBytes);

/// <summary>The left side of a threshold: <c>metric(platform, protocol class size)</c>, held against what the campaign measures.</summary>
internal sealed partial class ThresholdName(IReadOnlyList<string> platforms, string baseline, IReadOnlyList<SizeClass> classes)
{
    private const string Example = "cv(native, tcp small)";
    private const string All = "all";

    public (ThresholdMetric Metric, string Platform, ThresholdSelector Selector) Read(Place place, string text)
    {
        if (Form().Match(text) is not { Success: true } form)
            throw place.Refusal($"{Shown.Quoted(text)} is not a threshold; write it as '{Example}' or 'overhead(bridge, all)'");
        var word = form.Groups["metric"].Value;
        if (!Words.ThresholdMetrics.TryRead(word, out var metric))
            throw place.Refusal($"unknown metric {Shown.Quoted(word)}; {Nearest.Hint(word, Words.ThresholdMetrics.All)}");
        var platform = Platform(place, form.Groups["platform"].Value.Trim(), metric);
        var selector = Selector(place, form.Groups["selector"].Value.Trim());
        return metric != ThresholdMetric.Loss || selector.Protocol == Protocol.Udp
            ? (metric, platform, selector)
            : throw place.Refusal("only UDP loses exchanges; write it as 'loss(native, udp)'");
    }

    private string Platform(Place place, string text, ThresholdMetric metric)
    {
        var compares = metric is ThresholdMetric.Overhead or ThresholdMetric.Ratio;
        var parts = text.Split('/', StringSplitOptions.TrimEntries);
        if (parts.Length > (compares ? 2 : 1)) throw place.Refusal($"{Shown.Quoted(text)} is not one platform; write it as '{Words.ThresholdMetrics.Of(metric)}({parts[0]}, all)'");
        foreach (var part in parts)
        {
            if (!platforms.Contains(part)) throw place.Refusal($"the platform {Shown.Quoted(part)} is not measured; {Nearest.Hint(part, platforms)}");
        }

        if (parts.Length == 2 && parts[1] != baseline) throw place.Refusal($"a campaign compares with its baseline, not with '{parts[1]}'; write '{parts[0]}/{baseline}'");
        return compares && parts[0] == baseline
            ? throw place.Refusal($"'{baseline}' is the baseline, which costs nothing beside itself; name another platform")
            : parts[0];
    }

    private ThresholdSelector Selector(Place place, string text)
    {
        if (text is "" or All) return default;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var mine = Words.Protocols.TryRead(words[0], out var protocol) ? classes.Where(one => one.Protocol == protocol).ToList() : [];
        if (mine.Count == 0)
        {
            string[] known = [.. classes.Select(one => Words.Protocols.Of(one.Protocol)).Distinct(), All];
            throw place.Refusal($"{Shown.Quoted(words[0])} is no protocol of the campaign; {Nearest.Hint(words[0], known)}");
        }

        var rest = words[1..];
        var sizeClass = rest.Length > 0 && mine.Any(one => one.Name == rest[0]) ? rest[0] : null;
        if (sizeClass is not null) rest = rest[1..];
        if (rest.Length == 0) return new ThresholdSelector(protocol, sizeClass, null);
        if (!char.IsAsciiDigit(rest[0][0]))
            throw place.Refusal($"{Shown.Quoted(rest[0])} is neither a class nor a size of {words[0]}; {Nearest.Hint(rest[0], [.. mine.Select(one => one.Name)])}");
        return new ThresholdSelector(protocol, sizeClass, Size(place, string.Join(' ', rest), [.. mine.Where(one => (sizeClass ?? one.Name) == one.Name)]));
    }

    private static int Size(Place place, string text, SizeClass[] among)
    {
        var size = (int)Quantity.Size.Read(place, text, "a message", 1, SizeList.LargestTcp);
        return among.Any(one => one.Sizes.Contains(size))
            ? size
            : throw place.Refusal($"{Quantity.Size.Text(size)} is not measured there; choose from: {string.Join(", ", among.SelectMany(one => one.Sizes).Select(one => Quantity.Size.Text(one)))}");
    }

    [GeneratedRegex(@"^(?<metric>[A-Za-z0-9_-]+) *\((?<platform>[^,()]+)(,(?<selector>[^,()]*))?\)\z")]
    private static partial Regex Form();
}
