using System.CommandLine;
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
            var (asked, json) = (parsed.GetValue(id), parsed.GetValue(output) == "json");
            var before = -1;
            while (true)
            {
                var status = await LiveStatus.ReadAsync(place, asked, cancel).ConfigureAwait(false);
                var settled = status.Accepted + status.Failed + status.Unsupported;
                if (settled != before) Write(status, json);
                before = settled;
                // What is watched stays the same when another campaign begins.
                asked ??= status.Campaign.Value;
                if (!parsed.GetValue(watch) || status.State != CampaignState.Running) return ExitCode.Success;
                await Task.Delay(WatchEvery, cancel).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static void Write(CampaignStatus status, bool json)
    {
        if (json) Console.Out.WriteLine(StatusJson.Write(status));
        else StatusText.Write(Console.Out, status, status.Baseline);
        Console.Out.Flush();
    }
}
