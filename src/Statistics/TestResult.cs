namespace ActorBench.Statistics;

/// <summary>Outcome of a significance test.</summary>
/// <param name="PValue">Two-sided where the test has two sides.</param>
public readonly record struct TestResult(double Statistic, double PValue);
