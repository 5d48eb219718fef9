namespace ActorBench.Reports.Thresholds;

/// <summary>What became of one threshold of the campaign file.</summary>
/// <param name="Threshold">As written, name and condition.</param>
/// <param name="Evidence">The cell that decided it, with its value and interval.</param>
public sealed record ThresholdOutcome(string Threshold, bool Passed, string Evidence);
