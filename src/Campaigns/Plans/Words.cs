using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>A closed choice of the campaign file: a word for each value.</summary>
public sealed class Choice<T>(params (string Word, T Value)[] all)
    where T : notnull
{
    public IReadOnlyList<string> All { get; } = [.. all.Select(one => one.Word)];

    public bool TryRead(string word, out T value)
    {
        var index = Array.FindIndex(all, one => one.Word == word);
        value = all[Math.Max(index, 0)].Value;
        return index >= 0;
    }

    public string Of(T value) => Array.Find(all, one => one.Value.Equals(value)).Word;
}

/// <summary>The words of the campaign file. The plan hash is made of them, so renaming an enum member changes no hash.</summary>
public static class Words
{
    public static Choice<Protocol> Protocols { get; } = new(("tcp", Protocol.Tcp), ("udp", Protocol.Udp));

    public static Choice<Timing> Timings { get; } = new(("strict", Timing.Strict), ("netperf", Timing.Netperf));

    public static Choice<string> Engines { get; } = new(("native", "native"), ("netperf", "netperf"), ("both", "both"));

    public static Choice<LabKind> LabKinds { get; } =
        new(("auto", LabKind.Auto), ("loopback", LabKind.Loopback), ("netns", LabKind.Netns));

    public static Choice<WireKind> Wires { get; } = new(("shaped", WireKind.Shaped), ("serialised", WireKind.Serialised));

    public static Choice<CpuPolicy> CpuPolicies { get; } =
        new(("shared", CpuPolicy.Shared), ("apart", CpuPolicy.Apart), ("none", CpuPolicy.None));

    public static Choice<TrialOrder> Orders { get; } = new(("blocks", TrialOrder.Blocks), ("as-written", TrialOrder.AsWritten));

    public static Choice<GuestMode> Guests { get; } = new(("warm", GuestMode.Warm), ("cold", GuestMode.Cold));

    public static Choice<Profile> Profiles { get; } =
        new(("paper", Profile.Paper), ("quick", Profile.Quick), ("ci", Profile.Ci), ("rigorous", Profile.Rigorous));

    public static Choice<bool> Switches { get; } = new(("true", true), ("false", false));

    public static Choice<ThresholdMetric> ThresholdMetrics { get; } = new(
        ("cv", ThresholdMetric.Cv), ("rate", ThresholdMetric.Rate), ("overhead", ThresholdMetric.Overhead), ("ratio", ThresholdMetric.Ratio),
        ("p50", ThresholdMetric.P50), ("p90", ThresholdMetric.P90), ("p99", ThresholdMetric.P99), ("loss", ThresholdMetric.Loss));

    public static Choice<ThresholdSign> ThresholdSigns { get; } =
        new(("<", ThresholdSign.Below), ("<=", ThresholdSign.AtMost), (">", ThresholdSign.Above), (">=", ThresholdSign.AtLeast));
}
