using System.CommandLine;
using ActorBench.Agents;
using ActorBench.Messages.Agents;

namespace ActorBench.GuestNode;

/// <summary>The agent inside a guest: an endpoint and nothing more.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => CreateCommand().Parse(args).InvokeAsync();

    public static RootCommand CreateCommand()
    {
        var platform = new Option<string>("--platform") { Description = "Platform that this guest runs on.", Required = true };
        var command = new RootCommand("An endpoint inside a container or virtual machine.") { platform };
        AgentProgram.AddTo(command);
        command.SetAction((parsed, _) => AgentProgram.RunAsync(
            parsed, AgentProgram.Read(parsed, AgentRole.Guest, parsed.GetValue(platform)!), guests: null, () => Task.CompletedTask));
        return command;
    }
}
