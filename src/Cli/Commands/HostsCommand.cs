using System.CommandLine;

namespace ActorBench.Cli.Commands;

internal static class HostsCommand
{
    public static Command Create()
    {
        var host = new Argument<string?>("HOST") { Description = "One of them, with all that is known of it.", Arity = ArgumentArity.ZeroOrOne };
        var store = StoreFlags.Store();
        var coordinator = StoreFlags.Coordinator();
        var output = StoreFlags.Output("table", "json");
        var command = new Command("hosts", "The machines that measure: who uses them, and whether they may be used.") { host, store, coordinator, output };
        command.SetAction((parsed, cancel) => new CommandSource(StorePlace.Of(parsed.GetValue(store)), parsed.GetValue(coordinator), CommandSource.Host).PrintAsync(
            parsed.GetValue(host) is null ? "list" : "show", CommandSource.Arguments(("host", parsed.GetValue(host))), parsed.GetValue(output) == "json", cancel));
        return command;
    }
}
