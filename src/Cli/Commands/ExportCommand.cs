using System.CommandLine;
using ActorBench.Journal;
using ActorBench.Reports;

namespace ActorBench.Cli.Commands;

internal static class ExportCommand
{
    public static Command Create()
    {
        var id = StoreFlags.Id();
        var store = StoreFlags.Store();
        var coordinator = StoreFlags.Coordinator();
        var output = StoreFlags.Output("csv", "json", "jsonl");
        var command = new Command("export", "Every attempt as a row.") { id, store, coordinator, output };
        command.SetAction(async (parsed, cancel) =>
        {
            var place = StorePlace.Of(parsed.GetValue(store));
            if (parsed.GetValue(coordinator) is { } standing)
            {
                if (parsed.GetValue(output) == "jsonl") throw new CommandFailedException(ExitCode.Usage, "A coordinator gives csv and json.");
                return await new CommandSource(place, standing).PrintAsync("trials", CommandSource.Arguments(("id", parsed.GetValue(id))), parsed.GetValue(output) == "json", cancel).ConfigureAwait(false);
            }

            using var reader = StoreReader.Open(place.Address);
            var record = reader.Read(place.Choose(reader, parsed.GetValue(id)))!;
            var spec = StoredCampaign.PlanOf(record.Started).Spec;
            var rows = AttemptRows.From(record, spec.Trial.Timing);
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
}
