namespace ActorBench.Statistics;

/// <summary>A fold's trials as columns and back.</summary>
internal static class FoldColumns
{
    public static CampaignFoldSnapshot Export(CampaignFoldPlan plan, CellFold[] cells, SortedSet<(int Trial, int Attempt)> rejected)
    {
        var accepted = cells.SelectMany((cell, index) => cell.Accepted.Select(trial => (Cell: index, Value: trial))).OrderBy(row => row.Value.Number).ToList();
        var quarantined = Rows(cells, cell => cell.Quarantined);
        var unsupported = Rows(cells, cell => cell.Unsupported);
        return new CampaignFoldSnapshot(
            plan.Campaign.Value,
            plan.PlanHash,
            [.. accepted.Select(row => row.Value.Number)],
            [.. accepted.Select(row => row.Cell)],
            [.. accepted.Select(row => row.Value.Attempt)],
            [.. accepted.Select(row => row.Value.Exchanges)],
            [.. accepted.Select(row => row.Value.BytesOut)],
            [.. accepted.Select(row => row.Value.BytesIn)],
            [.. accepted.Select(row => row.Value.ElapsedNs)],
            [.. accepted.Select(row => row.Value.Lossy)],
            [.. accepted.Select(row => row.Value.AtTicks)],
            [.. quarantined.Select(row => row.Trial)],
            [.. quarantined.Select(row => row.Cell)],
            [.. quarantined.Select(row => row.Value)],
            [.. unsupported.Select(row => row.Trial)],
            [.. unsupported.Select(row => row.Cell)],
            [.. unsupported.Select(row => row.Value)],
            [.. rejected.Select(row => row.Trial)],
            [.. rejected.Select(row => row.Attempt)],
            [.. accepted.Select(row => row.Value.Invalid)]);
    }

    public static void Import(CampaignFoldSnapshot from, CellFold[] cells, SortedSet<(int Trial, int Attempt)> rejected)
    {
        for (var i = 0; i < from.Trial.Length; i++)
        {
            cells[from.Cell[i]].Accept(new FoldedTrial(
                from.Trial[i],
                from.Attempt[i],
                from.Exchanges[i],
                from.BytesOut[i],
                from.BytesIn[i],
                from.ElapsedNs[i],
                from.AtTicks[i],
                from.Lossy[i],
                from.Invalid?[i] ?? false));
        }

        for (var i = 0; i < from.QuarantinedTrial.Length; i++) cells[from.QuarantinedCell[i]].Quarantine(from.QuarantinedTrial[i], from.QuarantinedAtTicks[i]);
        for (var i = 0; i < from.UnsupportedTrial.Length; i++) cells[from.UnsupportedCell[i]].Refuse(from.UnsupportedTrial[i], from.UnsupportedReason[i]);
        for (var i = 0; i < from.RejectedTrial.Length; i++) rejected.Add((from.RejectedTrial[i], from.RejectedAttempt[i]));
    }

    private static List<(int Trial, int Cell, T Value)> Rows<T>(CellFold[] cells, Func<CellFold, SortedDictionary<int, T>> part) =>
        [.. cells.SelectMany((cell, index) => part(cell).Select(entry => (entry.Key, index, entry.Value))).OrderBy(row => row.Key)];
}
