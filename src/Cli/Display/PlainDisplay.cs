using System.Globalization;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;

namespace ActorBench.Cli.Display;

/// <summary>A line when something has come to an end, at most one a second.</summary>
internal sealed class PlainDisplay(TextWriter output) : IDisplay
{
    private int _settled = -1;

    public TimeSpan Pause { get; } = TimeSpan.FromSeconds(1);

    public void Show(CampaignStatus status)
    {
        var settled = status.Accepted + status.Failed + status.Unsupported;
        if (settled == _settled) return;
        if (_settled < 0)
            output.WriteLine($"{status.Campaign}: {status.Planned} trials, plan {status.PlanHash[..6]}, seed {status.Seed.ToString(CultureInfo.InvariantCulture)}");
        _settled = settled;
        var eta = status.EtaSeconds is { } seconds ? $", {StatusText.Duration(seconds)} to go" : "";
        var failed = status.Failed > 0 ? $", {status.Failed} failed" : "";
        output.WriteLine($"{settled}/{status.Planned}{failed}{eta}{Running(status)}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Running(CampaignStatus status) =>
        status.Running is [var trial, ..]
            ? $" · {Words.Of(trial.Spec.Cell.Protocol)} {Words.SizeText(trial.Spec.Cell.RequestBytes)} {trial.Spec.Cell.Label}{Words.Suffix(trial.Spec.Cell)}"
            : "";
}
