using System.CommandLine;
using ActorBench.Journal;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;

namespace ActorBench.Cli.Commands;

internal static class ListCommand
{
    public static Command Create()
    {
        var store = StoreFlags.Store();
        var output = StoreFlags.Output("table", "json");
        var command = new Command("list", "The campaigns of the store, the newest first.") { store, output };
        command.SetAction(async (parsed, cancel) =>
        {
            var place = StorePlace.Of(parsed.GetValue(store));
            using var reader = StoreReader.Open(place.Path);
            var lines = new List<CampaignLine>();
            foreach (var campaign in reader.Campaigns()) lines.Add(await LineAsync(place, campaign, cancel).ConfigureAwait(false));
            if (parsed.GetValue(output) == "json") Console.Out.WriteLine(ListJson.Write(lines));
            else ListText.Write(Console.Out, lines);
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<CampaignLine> LineAsync(StorePlace place, CampaignId campaign, CancellationToken cancel)
    {
        var status = await LiveStatus.ReadAsync(place, campaign.Value, cancel).ConfigureAwait(false);
        return new CampaignLine(campaign, status.State, status.Planned, status.Accepted, status.Failed, status.StartedAt);
    }
}
