using ActorBench.Messages.Plans;
using ActorBench.Statistics;

namespace ActorBench.Reports.Content;

/// <summary>The CVs that the study of 2007 (UFSM; native, Xen, OpenVZ; 100 Mbit/s, ten runs) published for its size classes.</summary>
internal static class PaperBands
{
    /// <returns>The bound that all its CVs of the class were below, as a fraction; null for a class that it does not have.</returns>
    public static double? Of(Protocol protocol, string sizeClass) => (protocol, sizeClass) switch
    {
        (Protocol.Tcp, "small") => 0.025,
        (Protocol.Tcp, "medium") => 0.01,
        (Protocol.Tcp, "large") => 0.07,
        (Protocol.Udp, "small") => 0.025,
        (Protocol.Udp, "medium") => 0.09,
        _ => null,
    };

    /// <summary>Where a CV's whole interval lies beside the bound.</summary>
    public static string Place(Interval? cv, double bound) => cv switch
    {
        { } inside when inside.High < bound => "below",
        { } outside when outside.Low > bound => "above",
        { } => "not decided",
        null => Shown.Missing,
    };

    public static string Text(double? bound) => bound is { } value ? $"< {Shown.Number(100 * value, 1).Replace(".0", "", StringComparison.Ordinal)} %" : "none published";
}
