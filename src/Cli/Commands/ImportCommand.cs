using System.CommandLine;
using System.Text;
using ActorBench.Journal;
using ActorBench.Journal.Transfer;

namespace ActorBench.Cli.Commands;

internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Written by 'export ID -o events FILE'; '-' is standard input." };
        var store = StoreFlags.Store();
        var command = new Command("import", "Take a campaign from a file of its events into the store, whole or not at all.") { file, store };
        command.SetAction(parsed =>
        {
            var place = StorePlace.Of(parsed.GetValue(store));
            var path = parsed.GetValue(file)!;
            using var reader = path == "-" ? Console.In : new StreamReader(path, Encoding.UTF8);
            using var held = StoreLock.Share(place.Address, "actorbench import");
            var (campaign, events) = CampaignImport.Read(place.Address, reader, path);
            Console.WriteLine(campaign);
            Console.Error.WriteLine($"{events} events are in {place.Address}. See what they say with: {NextCommand.Of($"status {campaign}", place)}");
            return ExitCode.Success;
        });
        return command;
    }
}
