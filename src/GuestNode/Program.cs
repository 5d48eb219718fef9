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
        var platform = new Option<string>("--platform") { Description = "Platform that this guest runs on.", Required = true };
        command.Options.Add(platform);
        AgentProgram.AddTo(command);
        command.SetAction((parsed, _) => AgentProgram.RunAsync(
            parsed, AgentProgram.Read(parsed, AgentRole.Guest, parsed.GetValue(platform)!), guests: null, () => Task.CompletedTask));
        return command;
    }
}
