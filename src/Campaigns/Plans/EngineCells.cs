using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>With <c>engine: both</c> every cell is there twice, once an engine, and its two trials of a block stand side by side.</summary>
internal static class EngineCells
{
    public static IReadOnlyList<Engine> Of(CampaignSpec spec) => spec.Engine switch
    {
        "netperf" => [Engine.Netperf],
        "both" => [Engine.Native, Engine.Netperf],
        _ => [Engine.Native],
    };

    /// <summary>The cells that the plan has for this one, in the order in which tables show them.</summary>
    public static IEnumerable<Cell> Expand(CampaignSpec spec, Cell cell) => Of(spec).Select(engine => cell with { Engine = engine });

    /// <summary>
    /// The same in the order in which they run. Which engine goes first changes with each repetition and not by chance: with ten
    /// repetitions chance would often favour one of them, and the second of two trials does find a warmer machine.
    /// </summary>
    public static IEnumerable<Cell> Expand(CampaignSpec spec, Cell cell, int repetition) =>
        spec.Order == TrialOrder.Blocks && repetition % 2 == 0 ? Expand(spec, cell).Reverse() : Expand(spec, cell);
}
