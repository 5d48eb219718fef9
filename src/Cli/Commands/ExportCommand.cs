using System.CommandLine;
using System.Text;
using ActorBench.Journal;
using ActorBench.Journal.Transfer;
using ActorBench.Messages.Plans;
using ActorBench.Reports;
using ActorBench.Reports.Output;

namespace ActorBench.Cli.Commands;

internal static class ExportCommand
{
    public static Command Create()
    {
        var id = StoreFlags.Id();
        var store = StoreFlags.Store();
        var coordinator = StoreFlags.Coordinator();
        var output = StoreFlags.Output("csv", "json", "jsonl", "events");
        var file = new Argument<string?>("FILE") { Description = "With -o events: where the whole journal of the campaign goes, for 'import'; else standard output.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("export", "Every attempt as a row; or every event, for 'import'.") { id, file, store, coordinator, output };
        command.SetAction(async (parsed, cancel) =>
        {
            var place = StorePlace.Of(parsed.GetValue(store));
            if (parsed.GetValue(output) == "events") return Events(place, parsed.GetValue(id), parsed.GetValue(file));
            if (parsed.GetValue(file) is { } path) throw new CommandFailedException(ExitCode.Usage, $"'{path}' is for -o events; the other formats go to standard output.");
            if (parsed.GetValue(coordinator) is { } standing)
            {
                if (parsed.GetValue(output) == "jsonl") throw new CommandFailedException(ExitCode.Usage, "A coordinator gives csv and json.");
                return await new CommandSource(place, standing).PrintAsync("trials", CommandSource.Arguments(("id", parsed.GetValue(id))), parsed.GetValue(output) == "json", cancel).ConfigureAwait(false);
            }

            using var reader = StoreReader.Open(place.Address);
            var record = reader.ReadWithStarts(place.Choose(reader, parsed.GetValue(id)))!;
            var rows = AttemptRows.From(record, StoredCampaign.PlanOf(record.Started));
            switch (parsed.GetValue(output))
            {
                case "json": RowsJson.Write(Console.Out, rows); break;
                case "jsonl": RowsJsonl.Write(Console.Out, rows); break;
                default: RowsCsv.Write(Console.Out, rows); break;
            }

            Console.Out.Flush();
            return ExitCode.Success;
        });
        return command;
    }

    private static int Events(StorePlace place, string? id, string? path)
    {
        CampaignId campaign;
        using (var reader = StoreReader.Open(place.Address)) campaign = place.Choose(reader, id);
        if (path is null or "-")
        {
            CampaignExport.Write(place.Address, campaign, Console.Out);
            Console.Out.Flush();
            return ExitCode.Success;
        }

        var events = 0L;
        AtomicFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
            events = CampaignExport.Write(place.Address, campaign, text);
        });
        Console.Error.WriteLine($"{events} events of {campaign} are in {path}.");
        return ExitCode.Success;
    }
}
