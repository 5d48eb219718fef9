using System.Globalization;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ActorBench.Cli.Display;

/// <summary>The parts of the live picture.</summary>
internal static class CellGrid
{
    private const int BarWidth = 40;

    public static IRenderable Header(CampaignStatus status) => new Markup(
        $"[bold]{Markup.Escape(status.Campaign.Value)}[/]  plan {status.PlanHash[..6]}  seed {status.Seed.ToString(CultureInfo.InvariantCulture)}");

    public static IRenderable Bar(CampaignStatus status)
    {
        var settled = status.Accepted + status.Failed + status.Unsupported;
        var full = status.Planned == 0 ? 0 : settled * BarWidth / status.Planned;
        var eta = status.EtaSeconds is { } seconds ? $"  {StatusText.Duration(seconds)} to go" : "";
        var failed = status.Failed > 0 ? $"  [red]{status.Failed} failed[/]" : "";
        return new Markup($"[green]{new string('━', full)}[/][grey]{new string('━', BarWidth - full)}[/]  {settled}/{status.Planned}{eta}{failed}");
    }

    public static IRenderable Running(CampaignStatus status) => new Rows(status.Running
        .Take(4)
        .Select(trial => new Markup($"▶ {Markup.Escape(Describe(trial))}"))
        .DefaultIfEmpty(new Markup("[grey]no trial in flight[/]")));

    /// <summary>One row a size, one column a platform: mean rate both ways, CV and count.</summary>
    public static IRenderable Cells(CampaignStatus status, IReadOnlyList<string> platforms, int mostRows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Mbit/s both ways");
        foreach (var platform in platforms) table.AddColumn(new TableColumn(Markup.Escape(platform)).RightAligned());
        var rows = status.Cells.GroupBy(c => (c.Cell.Protocol, c.Cell.RequestBytes, c.Cell.Engine, c.Cell.Concurrency)).ToList();
        foreach (var row in Window(rows, r => IsRunning(status, r.First().Cell), mostRows))
        {
            table.AddRow(
            [
                new Text($"{Words.Of(row.Key.Protocol)} {Words.SizeText(row.Key.RequestBytes)}{Words.Suffix(row.First().Cell)}"),
                .. platforms.Select(p => row.FirstOrDefault(c => c.Cell.Platform == p)).Select(Cell),
            ]);
        }

        return table;
    }

    private static IRenderable Cell(CellStatus? cell)
    {
        if (cell is null) return new Text("");
        if (cell.Unsupported is not null) return new Markup("[grey]unsupported[/]");
        if (cell.MeanBothMbitS is not { } mean) return new Markup($"[grey]0/{cell.Planned}[/]");
        var cv = cell.CvPercent is { } percent ? $" ±{percent.ToString("0.0", CultureInfo.InvariantCulture)} %" : "";
        var colour = cell.N < cell.Planned ? "yellow" : "green";
        return new Markup($"{Words.Thousands(mean, 2)}[grey]{cv}[/] [{colour}]{cell.N}/{cell.Planned}[/]");
    }

    private static bool IsRunning(CampaignStatus status, Cell row) => status.Running.Select(t => t.Spec.Cell)
        .Any(cell => (cell.Protocol, cell.RequestBytes, cell.Engine, cell.Concurrency) == (row.Protocol, row.RequestBytes, row.Engine, row.Concurrency));

    /// <summary>As many rows as fit, with the running one in the middle.</summary>
    private static IEnumerable<T> Window<T>(List<T> rows, Func<T, bool> running, int most)
    {
        if (rows.Count <= most) return rows;
        var centre = Math.Max(0, rows.FindIndex(row => running(row)));
        return rows.Skip(Math.Clamp(centre - (most / 2), 0, rows.Count - most)).Take(most);
    }

    private static string Describe(RunningTrial trial)
    {
        var cell = trial.Spec.Cell;
        var again = trial.Attempt > 1 ? $", attempt {trial.Attempt.ToString(CultureInfo.InvariantCulture)}" : "";
        return $"{trial.Spec.Pair}  {Words.Of(cell.Protocol)} {Words.SizeText(cell.RequestBytes)} {cell.Label}{Words.Suffix(cell)}, repetition {trial.Spec.Repetition.ToString(CultureInfo.InvariantCulture)}{again}";
    }
}
