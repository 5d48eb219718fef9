using System.CommandLine;

namespace ActorBench.Cli.Commands;

internal static class ListCommand
{
    public static Command Create()
    {
        var store = StoreFlags.Store();
        var coordinator = StoreFlags.Coordinator();
        var output = StoreFlags.Output("table", "json");
        var command = new Command("list", "The campaigns of the store, the newest first.") { store, coordinator, output };
        command.SetAction((parsed, cancel) => new CommandSource(StorePlace.Of(parsed.GetValue(store)), parsed.GetValue(coordinator)).PrintAsync(
            "list", CommandSource.Arguments(), parsed.GetValue(output) == "json", cancel));
        return command;
    }
}
