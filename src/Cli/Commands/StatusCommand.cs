using System.CommandLine;
using ActorBench.Journal;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;

namespace ActorBench.Cli.Commands;

internal static class StatusCommand
{
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var id = StoreFlags.Id();
        var store = StoreFlags.Store();
        var output = StoreFlags.Output("table", "json");
        var watch = new Option<bool>("--watch", "-w") { Description = "Show it again at each change until the campaign has ended." };
        var command = new Command("status", "How far a campaign has come and what its cells say so far.") { id, store, output, watch };
        command.SetAction(async (parsed, cancel) =>
        {
            var place = StorePlace.Of(parsed.GetValue(store));
            using var reader = StoreReader.Open(place.Path);
            var campaign = StorePlace.Choose(reader, parsed.GetValue(id));
            var json = parsed.GetValue(output) == "json";
            var baseline = json ? null : StoredCampaign.PlanOf(reader.Started(campaign)!).Spec.Baseline;
            var before = -1;
            while (true)
            {
                var status = await LiveStatus.ReadAsync(place, reader, campaign, cancel).ConfigureAwait(false);
                var settled = status.Accepted + status.Failed + status.Unsupported;
                if (settled != before) Write(status, baseline, json);
                before = settled;
                if (!parsed.GetValue(watch) || status.State != CampaignState.Running) return ExitCode.Success;
                await Task.Delay(WatchEvery, cancel).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static void Write(CampaignStatus status, string? baseline, bool json)
    {
        if (json) Console.Out.WriteLine(StatusJson.Write(status));
        else StatusText.Write(Console.Out, status, baseline);
        Console.Out.Flush();
    }
}
