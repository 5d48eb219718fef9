using ActorBench.Messages.Plans;

namespace ActorBench.Messages.Campaigns;

/// <summary>How precise the cells of one protocol and size are at a look of the stop rule.</summary>
/// <param name="MeanPercent">Widest half-width of the 95 % interval of a cell's mean, in per cent of it; null where one has no interval.</param>
/// <param name="MedianPercent">The same for the median, by order statistics.</param>
/// <param name="Met">Every platform's two intervals are within the target.</param>
public sealed record ComparisonLook(
    Protocol Protocol, string SizeClass, int RequestBytes, double? MeanPercent, double? MedianPercent, bool Met);
