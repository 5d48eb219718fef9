using System.Globalization;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.State;

/// <summary>What a campaign's stored facts of its lab say of the wire.</summary>
public static class LabWire
{
    private const string Megabits = " Mbit/s";

    /// <returns>Null where the wire is not limited, or the facts do not say how.</returns>
    public static WireShape? Of(IReadOnlyDictionary<string, string> lab) =>
        lab.GetValueOrDefault("rate") is { } rate && rate.EndsWith(Megabits, StringComparison.Ordinal)
            && decimal.TryParse(rate[..^Megabits.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var megabits)
            && megabits > 0
            && TryBurst(lab, out var burst) && TryNumber(lab, "mtu", out var mtu)
            ? new WireShape((long)(megabits * 1_000_000), burst, (int)mtu)
            : null;

    private static bool TryBurst(IReadOnlyDictionary<string, string> lab, out long burst) =>
        TryNumber(lab, "burst", out burst) || lab.GetValueOrDefault("wire") == "serialised";

    private static bool TryNumber(IReadOnlyDictionary<string, string> lab, string fact, out long number) =>
        long.TryParse(lab.GetValueOrDefault(fact), NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
