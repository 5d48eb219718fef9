using System.CommandLine;
using ActorBench.Agents;
using ActorBench.HostNode.Guests;
using ActorBench.HostNode.Platforms;
using ActorBench.Messages.Agents;

namespace ActorBench.HostNode;

/// <summary>The agent on a machine: its native endpoint, and the guests that it starts.</summary>
public static class Program
{
    private const string Help = "Run the agent of this machine: its native endpoint and the guests that it starts.";

    public static Task<int> Main(string[] args) => Fill(new RootCommand(Help)).Parse(args).InvokeAsync();

    /// <summary>The same agent as a command of another program.</summary>
    public static Command CreateCommand() => Fill(new Command("host", Help));

    private static Command Fill(Command command)
    {
        var network = new Option<string?>("--network") { Description = "How guests are wired; the lab that starts this host node fills it in." };
        var guestProgram = new Option<string[]>("--guest-program") { Description = "Program of the guest node and its first arguments." };
        command.Options.Add(network);
        command.Options.Add(guestProgram);
        AgentProgram.Fill(command, AgentRole.Host, (parsed, options) =>
        {
            var guests = GuestsActor.Keeper(
                options, parsed.GetValue(network) is { } text ? HostNetwork.Parse(text) : null, parsed.GetValue(guestProgram) ?? []);
            return AgentProgram.RunAsync(parsed, options, GuestsActor.Props(options, guests), guests.StopAllAsync);
        });
        return command;
    }
}
