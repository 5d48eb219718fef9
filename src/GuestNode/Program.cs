using System.CommandLine;
using ActorBench.Agents;
using ActorBench.Messages.Agents;

namespace ActorBench.GuestNode;

/// <summary>The agent inside a guest: an endpoint and nothing more.</summary>
public static class Program
{
    private const string Help = "Run the agent inside a container or virtual machine: an endpoint and nothing more.";

    public static Task<int> Main(string[] args) => Fill(new RootCommand(Help)).Parse(args).InvokeAsync();

    /// <summary>The same agent as a command of another program.</summary>
    public static Command CreateCommand() => Fill(new Command("guest", Help));

    private static Command Fill(Command command)
    {
        AgentProgram.Fill(command, AgentRole.Guest, (parsed, options) => AgentProgram.RunAsync(parsed, options, guests: null, () => Task.CompletedTask));
        return command;
    }
}
