namespace ActorBench.Messages.Plans;

/// <summary>A round of pairs whose trials begin together: all of them have the same cells in the same order.</summary>
/// <param name="Number">From 1, over the whole plan.</param>
/// <param name="Pairs">In the plan's order.</param>
public sealed record RoundShape(int Number, PairId[] Pairs);
