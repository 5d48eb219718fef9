using System.CommandLine;
using ActorBench.Agents;
using ActorBench.HostNode.Guests;
using ActorBench.HostNode.Platforms;
using ActorBench.Messages.Agents;

namespace ActorBench.HostNode;

/// <summary>The agent on a machine: its native endpoint, and the guests that it starts.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => CreateCommand().Parse(args).InvokeAsync();

    public static RootCommand CreateCommand()
    {
        var network = new Option<string?>("--network") { Description = "How guests are wired; the lab that starts this host node fills it in." };
        var guestProgram = new Option<string[]>("--guest-program") { Description = "Program of the guest node and its first arguments." };
        var command = new RootCommand("The agent on a machine.") { network, guestProgram };
        AgentProgram.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var options = AgentProgram.Read(parsed, AgentRole.Host, "native");
            var guests = GuestsActor.Keeper(
                options, parsed.GetValue(network) is { } text ? HostNetwork.Parse(text) : null, parsed.GetValue(guestProgram) ?? []);
            return AgentProgram.RunAsync(parsed, options, GuestsActor.Props(options, guests), guests.StopAllAsync);
        });
        return command;
    }
}
