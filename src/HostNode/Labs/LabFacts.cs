using System.Globalization;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Labs;

/// <summary>What a reader must know of a lab to believe a number that was measured in it.</summary>
internal static class LabFacts
{
    public static IReadOnlyDictionary<string, string> Of(NetnsLabOptions options, CpuPlan cpus, WireMaker wire)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["kind"] = "netns",
            ["hosts"] = Text(options.Hosts),
            ["wire"] = "none",
            ["mtu"] = Text(options.Mtu),
            ["offloads"] = "off",
            ["ipv6"] = "off",
            ["bridge_nf"] = "off",
            ["cpus"] = cpus.Policy,
            ["kernel"] = NetworkNamespace.Read("kernel/osrelease"),
            ["user_namespace"] = UserNamespace.Inside ? "yes" : "no",
        };
        if (cpus.Policy != options.CpuPolicy) facts["cpus_asked"] = options.CpuPolicy;
        if (cpus.Policy != "none")
            facts["measuring_cpus"] = string.Join(' ', Enumerable.Range(1, options.Hosts).Select(host => $"h{host}={cpus.Measuring(host)}"));
        if (cpus.Others is { } others) facts["other_cpus"] = string.Join(',', others);
        if (options.RateBitsPerSecond is { } rate)
        {
            facts["wire"] = options.Wire;
            facts["rate"] = string.Create(CultureInfo.InvariantCulture, $"{rate / 1e6:0.######} Mbit/s");
            if (wire == WireMaker.TokenBucket)
            {
                var shaping = new Shaping(rate, options.Mtu);
                facts["burst"] = Text(shaping.BurstBytes);
                facts["limit"] = Text(shaping.LimitBytes);
                facts["stab"] = Shaping.Stab;
            }
            else
            {
                facts["wire_by"] = wire == WireMaker.Netem ? "netem" : "process";
            }
        }

        return facts;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
