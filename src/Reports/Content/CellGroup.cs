using ActorBench.Messages.Plans;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Reports.Content;

/// <summary>The measured cells of one protocol, size class, engine and level of concurrency: one figure, one table.</summary>
public sealed record CellGroup(
    Protocol Protocol, string SizeClass, Engine Engine, string Title, IReadOnlyList<CellAnalysis> Cells, IReadOnlyList<PlatformComparison> Comparisons)
{
    /// <summary>In the plan's order.</summary>
    public IReadOnlyList<string> Platforms { get; } = [.. Cells.Select(cell => cell.Cell.Platform).Distinct()];

    /// <summary>Smallest first.</summary>
    public IReadOnlyList<int> Sizes { get; } = [.. Cells.Select(cell => cell.Cell.RequestBytes).Distinct().Order()];

    /// <summary>For a file's name and an anchor.</summary>
    public string Slug { get; } = Slugs.Of(Title);

    public IReadOnlyList<CellAnalysis> Of(string platform) =>
        [.. Cells.Where(cell => cell.Cell.Platform == platform).OrderBy(cell => cell.Cell.RequestBytes)];

    public CellAnalysis? At(string platform, int size) =>
        Cells.FirstOrDefault(cell => cell.Cell.Platform == platform && cell.Cell.RequestBytes == size);

    internal static IEnumerable<CellGroup> Of(CampaignAnalysis analysis, bool withEngine) =>
        from cell in analysis.Measured
        group cell by (cell.Cell.Protocol, cell.Cell.SizeClass, cell.Cell.Engine, cell.Cell.Concurrency) into one
        let key = one.Key
        select new CellGroup(
            key.Protocol,
            key.SizeClass,
            key.Engine,
            CellNames.Class(key.Protocol, key.SizeClass, key.Engine, withEngine, key.Concurrency),
            [.. one],
            [.. analysis.Comparisons.Where(c => (c.Cell.Cell.Protocol, c.Cell.Cell.SizeClass, c.Cell.Cell.Engine, c.Cell.Cell.Concurrency) == key)]);
}

/// <summary>What cells and their groups are called.</summary>
internal static class CellNames
{
    /// <summary>'TCP small', 'UDP' where the file names no class.</summary>
    public static string Class(Protocol protocol, string sizeClass, Engine engine, bool withEngine, int? concurrency = null) =>
        $"{Words.Of(protocol).ToUpperInvariant()}{(sizeClass == "all" ? "" : " " + Words.Inert(sizeClass))}{(withEngine ? $", engine {Words.Of(engine)}" : "")}{(Words.AtOnce(concurrency) is { } level ? $", {level}" : "")}";

    /// <summary>'TCP 64 KiB', without the platform.</summary>
    public static string Of(Cell cell, bool withEngine) =>
        $"{Words.Of(cell.Protocol).ToUpperInvariant()} {SizeOf(cell)}{(withEngine ? $", {Words.Of(cell.Engine)}" : "")}{(Words.AtOnce(cell.Concurrency) is { } level ? $", {level}" : "")}";

    public static string SizeOf(Cell cell) => cell.ResponseBytes == cell.RequestBytes
        ? Words.SizeText(cell.RequestBytes)
        : $"{Words.SizeText(cell.RequestBytes)} / {Words.SizeText(cell.ResponseBytes)}";
}

/// <summary>Names as parts of file names and anchors: letters, digits and hyphens alone.</summary>
public static class Slugs
{
    public static string Of(string text) =>
        string.Join('-', string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
