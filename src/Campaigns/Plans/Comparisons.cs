using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>The cells of a plan, those of one protocol and size together: what is compared with each other.</summary>
internal static class Comparisons
{
    /// <returns>In the file's order; within one, platforms in the file's order, engines, then the twin.</returns>
    public static IReadOnlyList<Cell[]> Of(CampaignSpec spec) =>
        [.. spec.Classes.SelectMany(one => one.Sizes.Select((size, index) => Cells(spec, one, size, twin: spec.Twins && index == 0)))];

    /// <summary>Without making them.</summary>
    public static decimal CountPerBlock(CampaignSpec spec) =>
        ((decimal)spec.Classes.Sum(one => (long)one.Sizes.Count) * spec.Platforms.Count * Engines(spec).Length)
        + (spec.Twins ? spec.Classes.Count : 0)
        + (spec.Sentinels ? 2 : 0);

    /// <summary>The first size of the first class, on the baseline: small, so that it costs little and sees every delay.</summary>
    public static Cell Sentinel(CampaignSpec spec) =>
        Cell(spec, spec.Classes[0], spec.Classes[0].Sizes[0], spec.Baseline, Engines(spec)[0], CellRole.Sentinel);

    private static Cell[] Cells(CampaignSpec spec, SizeClass one, int size, bool twin)
    {
        var cells = spec.Platforms.SelectMany(platform => Engines(spec).Select(engine => Cell(spec, one, size, platform, engine, CellRole.Measured)));
        return twin ? [.. cells, Cell(spec, one, size, spec.Baseline, Engines(spec)[0], CellRole.Twin)] : [.. cells];
    }

    private static Cell Cell(CampaignSpec spec, SizeClass one, int size, string platform, Engine engine, CellRole role) =>
        new(platform, one.Protocol, one.Name, size, spec.ResponseBytes ?? size, role, engine);

    private static Engine[] Engines(CampaignSpec spec) => spec.Engine switch
    {
        "native" => [Engine.Native],
        "netperf" => [Engine.Netperf],
        _ => [Engine.Native, Engine.Netperf],
    };
}
