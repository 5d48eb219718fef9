using System.CommandLine;
using ActorBench.Journal;
using ActorBench.Reports.Comparison;

namespace ActorBench.Cli.Commands;

internal static class CompareCommand
{
    public static Command Create()
    {
        var a = new Argument<string>("A") { Description = "Campaign to compare with: its id, or STORE.db:ID of another store." };
        var b = new Argument<string>("B") { Description = "Campaign that may have changed; likewise." };
        var store = StoreFlags.Store();
        var other = new Option<string?>("--other-store") { Description = "B's store, where it is not A's." };
        var filter = new Option<string?>("--filter", "-filter") { Description = "Only these cells, such as 'proto:tcp size:64KiB platform:bridge class:large'; a '-' before a term leaves them out." };
        var output = StoreFlags.Output("table", "json");
        var command = new Command("compare", "What changed from one campaign to another, after what differs in their machines.") { a, b, store, other, filter, output };
        command.SetAction(parsed =>
        {
            var cells = Filter(parsed.GetValue(filter));
            var mine = StorePlace.Of(parsed.GetValue(store));
            var both = ComparedCampaigns.Of(
                Read(parsed.GetValue(a)!, mine),
                Read(parsed.GetValue(b)!, parsed.GetValue(other) is { } path ? StorePlace.Of(path) : mine),
                cells);
            if (parsed.GetValue(output) == "json") Console.Out.Write(ComparisonJson.Write(both));
            else ComparisonText.Write(Console.Out, both);
            Console.Out.Flush();
            return ExitCode.Success;
        });
        return command;
    }

    private static CellFilter? Filter(string? text)
    {
        if (text is null) return null;
        var (filter, refusal) = CellFilter.Read(text);
        return filter ?? throw new CommandFailedException(ExitCode.Usage, refusal!);
    }

    /// <summary>No id holds a colon.</summary>
    private static ComparedCampaign Read(string name, StorePlace place)
    {
        var colon = name.LastIndexOf(':');
        var (from, id) = colon > 0 ? (StorePlace.Of(name[..colon]), name[(colon + 1)..]) : (place, name);
        using var reader = StoreReader.Open(from.Address);
        return ComparedCampaign.Of(reader.Read(from.Choose(reader, id))!);
    }
}
