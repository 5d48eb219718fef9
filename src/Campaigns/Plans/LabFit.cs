using System.Globalization;

namespace ActorBench.Campaigns.Plans;

/// <summary>Whether a campaign can be made in a lab that stands already.</summary>
public static class LabFit
{
    /// <summary>These are facts of a lab; the hosts of a cluster are what they are.</summary>
    public static bool IsLab(IReadOnlyDictionary<string, string> facts) => facts.ContainsKey("hosts");

    /// <param name="facts">Of the lab.</param>
    /// <param name="started">Its plan is made already.</param>
    /// <returns>Null where it can; else what is different, and what to do.</returns>
    public static string? WhyNot(CampaignSpec spec, IReadOnlyDictionary<string, string> facts, bool started = false)
    {
        if (!int.TryParse(facts.GetValueOrDefault("hosts"), NumberStyles.None, CultureInfo.InvariantCulture, out var hosts)) return null;
        if (spec.Hosts?.FirstOrDefault(name => !IsOf(name, hosts)) is { } stranger)
            return $"The hosts of this lab are h1 to h{Text(hosts)}, and the campaign names {stranger}.";
        (string Key, string Has, string Wants)[] different = [.. Compared(spec.Lab, facts, hosts).Where(one => one.Has != one.Wants)];
        if (different.Length == 0) return null;
        var remedy = started
            ? "Give the campaign a lab like the one it began in."
            : $"Take the lab's with {string.Join(' ', different.Select(one => $"--set 'lab.{one.Key}={one.Has}'"))}, or give the campaign a lab like its own.";
        return $"This lab is not the campaign's: {string.Join(", ", different.Select(one => $"{one.Key} is {one.Has} where the campaign wants {one.Wants}"))}. {remedy}";
    }

    /// <summary>As a campaign file and a lab's facts write it.</summary>
    public static string RateText(long? bitsPerSecond) =>
        bitsPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate / 1e6:0.######} Mbit/s") : "none";

    private static IEnumerable<(string Key, string Has, string Wants)> Compared(LabSpec lab, IReadOnlyDictionary<string, string> facts, int hosts)
    {
        var kind = facts.GetValueOrDefault("kind") ?? "";
        yield return ("kind", kind, lab.Kind == LabKind.Auto ? kind : Words.LabKinds.Of(lab.Kind));
        // Hosts to spare are in nobody's way.
        yield return ("hosts", Text(hosts), Text(Math.Max(hosts, lab.Hosts)));
        if (kind == Words.LabKinds.Of(LabKind.Loopback)) yield break;
        var rate = facts.GetValueOrDefault("rate") ?? "none";
        yield return ("rate", rate, RateText(lab.RateBitsPerSecond));
        if (rate != "none") yield return ("wire", facts.GetValueOrDefault("wire") ?? "", Words.Wires.Of(lab.Wire));
        if (facts.TryGetValue("mtu", out var mtu)) yield return ("mtu", mtu, Text(lab.Mtu));
        if ((facts.GetValueOrDefault("cpus_asked") ?? facts.GetValueOrDefault("cpus")) is { } cpus) yield return ("cpus", cpus, Words.CpuPolicies.Of(lab.Cpus));
    }

    private static bool IsOf(string name, int hosts) =>
        name is ['h', .. var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var host) && host >= 1 && host <= hosts && name == $"h{Text(host)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
