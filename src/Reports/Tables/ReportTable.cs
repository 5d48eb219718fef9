namespace ActorBench.Reports.Tables;

/// <param name="IsText">Words stand to the left, numbers to the right.</param>
public readonly record struct ReportColumn(string Name, bool IsText = false)
{
    public static implicit operator ReportColumn(string name) => new(name);
}

/// <summary>A table of any format. Its texts hold no control characters; what else a format must escape it escapes itself.</summary>
/// <param name="Caption">What it shows, with the kind of its intervals.</param>
public sealed record ReportTable(string Caption, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public static ReportColumn Left(string name) => new(name, IsText: true);
}
