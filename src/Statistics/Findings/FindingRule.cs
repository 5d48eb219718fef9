using System.Globalization;
using ActorBench.Messages.Plans;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Statistics.Findings;

/// <summary>What all rules have in common: their texts, and the words for a cell.</summary>
internal abstract class FindingRule(string code, FindingKind kind, string meaning, string remedy, string explanation) : IFindingRule
{
    /// <summary>Where a finding is about all of it.</summary>
    protected const string WholeCampaign = "campaign";

    public string Code => code;

    public FindingKind Kind => kind;

    public string Meaning => meaning;

    public string Remedy => remedy;

    public string Explanation => explanation;

    public abstract IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign);

    /// <summary>The cells for which there is evidence.</summary>
    protected static IEnumerable<(string Where, string Evidence)> Cells(FindingContext campaign, Func<CellAnalysis, string?> evidence) =>
        campaign.Analysis.Cells.Select(cell => (Name(cell.Cell), evidence(cell))).Where(seen => seen.Item2 is not null)!;

    /// <summary>The cells whose p-value is below the level after Holm's adjustment over all that have one.</summary>
    protected static IReadOnlySet<CellAnalysis> Significant(IEnumerable<CellAnalysis> cells, Func<CellAnalysis, double?> pValue, double level)
    {
        var tested = cells.Select(cell => (Cell: cell, P: pValue(cell))).Where(one => one.P is not null).ToList();
        var adjusted = Comparisons.MultipleTests.Holm([.. tested.Select(one => one.P!.Value)]);
        return tested.Zip(adjusted).Where(one => one.Second < level).Select(one => one.First.Cell).ToHashSet();
    }

    /// <summary>As tables and rows name it, in one line.</summary>
    protected static string Name(Cell cell)
    {
        var response = cell.ResponseBytes == cell.RequestBytes ? "" : $" / {Size(cell.ResponseBytes)}";
        return $"{cell.Label} {Comparison(cell.Protocol, cell.RequestBytes)}{response}{(cell.Engine == Engine.Native ? "" : ", netperf")}{AtOnce(cell.Concurrency)}";
    }

    protected static string Comparison(Protocol protocol, int requestBytes) => $"{(protocol == Protocol.Tcp ? "tcp" : "udp")} {Size(requestBytes)}";

    /// <summary>Numbers must read alike on every machine.</summary>
    protected static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    protected static string Count(int count, string one) => Text($"{count} {one}{(count == 1 ? "" : "s")}");

    private static string AtOnce(int? pairs) => pairs switch { null => "", 1 => ", alone", _ => Text($", {pairs} pairs at once") };

    private static string Size(int bytes) =>
        bytes % (1 << 20) == 0 ? Text($"{bytes >> 20} MiB") : bytes % (1 << 10) == 0 ? Text($"{bytes >> 10} KiB") : Text($"{bytes} B");
}
