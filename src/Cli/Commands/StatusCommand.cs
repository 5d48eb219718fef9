using System.CommandLine;

namespace ActorBench.Cli.Commands;

internal static class StatusCommand
{
    public static Command Create()
    {
        var id = StoreFlags.Id();
        var store = StoreFlags.Store();
        var coordinator = StoreFlags.Coordinator();
        var output = StoreFlags.Output("table", "json");
        var watch = new Option<bool>("--watch", "-w") { Description = "Show it again at each change until the campaign has ended." };
        var command = new Command("status", "How far a campaign has come and what its cells say so far.") { id, store, coordinator, output, watch };
        command.SetAction((parsed, cancel) => new CommandSource(StorePlace.Of(parsed.GetValue(store)), parsed.GetValue(coordinator)).PrintAsync(
            parsed.GetValue(watch) ? "watch" : "show", CommandSource.Arguments(("id", parsed.GetValue(id))), parsed.GetValue(output) == "json", cancel));
        return command;
    }
}
