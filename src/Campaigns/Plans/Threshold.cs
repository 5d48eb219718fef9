using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>What a threshold is about.</summary>
public enum ThresholdMetric
{
    /// <summary>Coefficient of variation of the rates, per cent.</summary>
    Cv,

    /// <summary>Mean rate both ways, 10^6 bit/s.</summary>
    Rate,

    /// <summary>What the platform costs of the baseline's rate, per cent.</summary>
    Overhead,

    /// <summary>The platform's rate to the baseline's.</summary>
    Ratio,

    /// <summary>Median over trials of the latency's percentile, µs.</summary>
    P50,
    P90,
    P99,

    /// <summary>Share of exchanges lost, per cent.</summary>
    Loss,
}

public enum ThresholdSign
{
    Below,
    AtMost,
    Above,
    AtLeast,
}

/// <summary>A line of the campaign file that its results must hold, or the run ends with exit code 99.</summary>
/// <param name="Name">As written: <c>cv(native, tcp small)</c>.</param>
/// <param name="Condition">As written: <c>&lt; 2.5 %</c>.</param>
/// <param name="Protocol">Null for all.</param>
/// <param name="SizeClass">Null for all.</param>
/// <param name="RequestBytes">Null for all.</param>
/// <param name="Limit">In the unit of the metric.</param>
public sealed record Threshold(
    string Name,
    string Condition,
    ThresholdMetric Metric,
    string Platform,
    Protocol? Protocol,
    string? SizeClass,
    int? RequestBytes,
    ThresholdSign Sign,
    double Limit)
{
    /// <summary>Whether it is about the cell; twins and sentinels are controls and never meant.</summary>
    public bool Covers(Cell cell) =>
        cell.Role == CellRole.Measured && cell.Platform == Platform
        && (Protocol ?? cell.Protocol) == cell.Protocol && (SizeClass ?? cell.SizeClass) == cell.SizeClass && (RequestBytes ?? cell.RequestBytes) == cell.RequestBytes;

    public bool HoldsFor(double value) => Sign switch
    {
        ThresholdSign.Below => value < Limit,
        ThresholdSign.AtMost => value <= Limit,
        ThresholdSign.Above => value > Limit,
        _ => value >= Limit,
    };

    /// <summary>A larger value is nearer to breaking it.</summary>
    public bool BoundsFromAbove => Sign is ThresholdSign.Below or ThresholdSign.AtMost;
}
