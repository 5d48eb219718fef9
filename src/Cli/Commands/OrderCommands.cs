using System.CommandLine;

namespace ActorBench.Cli.Commands;

/// <summary>Orders to a campaign that a coordinator runs, here or elsewhere; the same as pbm's.</summary>
internal static class OrderCommands
{
    public static IEnumerable<Command> Create() =>
    [
        Order("pause", "End the trials in flight and start nothing more until the campaign is resumed.", Reason()),
        Order("cancel", "End a campaign for good; what is stored stays.", Reason()),
        Order("retry", "Try quarantined trials again.", ("filter", new Option<string?>("--filter", "-filter") { Description = "Only those of these cells, such as 'proto:tcp size:64KiB'." })),
        Order("stop", "End the traffic of a campaign, or of all, at once; 'resume' goes on.", ("all", new Option<bool>("--all") { Description = "Of every campaign." }), Reason()),
    ];

    private static (string, Option) Reason() => ("reason", new Option<string?>("--reason", "-reason") { Description = "For the record." });

    private static Command Order(string name, string help, params (string Argument, Option Flag)[] flags)
    {
        var id = StoreFlags.Id();
        var store = StoreFlags.Store();
        var coordinator = StoreFlags.Coordinator();
        var output = StoreFlags.Output("text", "json");
        var command = new Command(name, help) { id, store, coordinator, output };
        foreach (var (_, flag) in flags) command.Options.Add(flag);
        command.SetAction((parsed, cancel) => new CommandSource(StorePlace.Of(parsed.GetValue(store)), parsed.GetValue(coordinator)).OrderAsync(
            name,
            CommandSource.Arguments([("id", parsed.GetValue(id)), .. flags.Select(flag => (flag.Argument, Value(parsed, flag.Flag)))]),
            parsed.GetValue(output) == "json",
            cancel));
        return command;
    }

    private static string? Value(ParseResult parsed, Option flag) => flag switch
    {
        Option<bool> truth => parsed.GetValue(truth) ? "true" : null,
        Option<string?> text => parsed.GetValue(text),
        _ => null,
    };
}
