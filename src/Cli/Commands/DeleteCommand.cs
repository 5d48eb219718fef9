using System.CommandLine;
using ActorBench.Journal;
using ActorBench.Messages.Plans;
using ActorBench.Reports;

namespace ActorBench.Cli.Commands;

internal static class DeleteCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "Campaign; there is no default." };
        var store = StoreFlags.Store();
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var command = new Command("delete", "Take a campaign and all its rows out of the store, for good.") { id, store, yes };
        command.SetAction(parsed =>
        {
            var place = StorePlace.Of(parsed.GetValue(store));
            CampaignId campaign;
            string what;
            using (var reader = StoreReader.Open(place.Address))
            {
                campaign = place.Choose(reader, parsed.GetValue(id));
                what = Describe(reader, campaign);
            }

            using var held = StoreLock.Acquire(place.Address, "actorbench delete", socketPath: null);
            if (!parsed.GetValue(yes) && !Agreed(what))
                throw new CommandFailedException(ExitCode.Usage, $"{what} was not deleted; 'actorbench delete {campaign} --yes' does not ask.");
            CampaignEraser.Erase(place.Address, campaign);
            Console.Error.WriteLine($"{what} is deleted.");
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>A damaged campaign can be deleted too.</summary>
    private static string Describe(StoreReader reader, CampaignId campaign)
    {
        var (record, damage) = StoreInspector.Inspect(reader, campaign);
        var rows = record?.TrialEvents.Count() ?? 0;
        return $"Campaign {Words.Inert(campaign.Value)} ({rows} rows{(damage.Count > 0 ? ", damaged" : "")})";
    }

    private static bool Agreed(string what)
    {
        if (Console.IsInputRedirected) return false;
        Console.Error.Write($"Delete {char.ToLowerInvariant(what[0])}{what[1..]} for good? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
