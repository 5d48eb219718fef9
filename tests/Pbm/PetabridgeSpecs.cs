using ActorBench.Coordinator.Commands;
using ActorBench.Messages.Commands;
using ActorBench.Petabridge;
using Akka.Actor;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace ActorBench.Pbm.Tests;

public sealed class PetabridgeSpecs : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("theirs", "akka.loglevel = WARNING");

    public void Dispose() => _system.Terminate().Wait(TimeSpan.FromSeconds(5));

    [Fact]
    public async Task A_command_of_ours_streams_to_their_client()
    {
        var host = Serve(CommandRole.Operator);
        Assert.True(host.Started);
        Assert.Equal(["test"], host.Handlers.Select(h => h.Palette.Name));
        Assert.Equal(["-times"], host.Handlers[0].Palette.Commands.Single(c => c.Name == "say").ArgumentsByName["times"].Switch);

        Assert.Equal([("hello", false), ("hello", false), ("", true)], await AskAsync(host, new Command("say", [Tuple.Create("-times", "2")]), 3));
    }

    [Fact]
    public async Task What_is_refused_is_an_error_of_theirs()
    {
        var host = Serve(CommandRole.Viewer);

        Assert.Equal([("test harm needs the role Operator.", true)], await AskAsync(host, new Command("harm", []), 1));
    }

    private PetabridgeCmd Serve(CommandRole role)
    {
        PetabridgeAdapter.Serve(_system, [Some.Palette()], role);
        return PetabridgeCmd.Get(_system);
    }

    private async Task<IReadOnlyList<(string Text, bool Final)>> AskAsync(PetabridgeCmd host, Command command, int answers)
    {
        var inbox = Inbox.Create(_system);
        inbox.Send(_system.ActorOf(host.Handlers[0].HandlerProps), command);
        var heard = new List<(string, bool)>();
        while (heard.Count < answers)
        {
            var answer = (CommandResponse)await inbox.ReceiveAsync(TimeSpan.FromSeconds(10));
            heard.Add((answer.Text, answer.Final));
        }

        return heard;
    }
}
