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

    public static Task<int> Main(string[] args) => Fill(new RootCommand(Help), [Path.Combine(AppContext.BaseDirectory, "ActorBench.GuestNode")]).Parse(args).InvokeAsync();

    /// <summary>The same agent as a command of another program.</summary>
    /// <param name="guestProgram">What starts the guest node where nothing else is said.</param>
    public static Command CreateCommand(IReadOnlyList<string> guestProgram) => Fill(new Command("host", Help), guestProgram);

    private static Command Fill(Command command, IReadOnlyList<string> ownGuestProgram)
    {
        var network = new Option<string?>("--network") { Description = "How guests are wired; the lab that starts this host node fills it in." };
        var guestProgram = new Option<string[]>("--guest-program") { Description = "Program of the guest node and its first arguments." };
        command.Options.Add(network);
        command.Options.Add(guestProgram);
        AgentProgram.Fill(command, AgentRole.Host, async (parsed, options) =>
        {
            var drivers = PlatformDrivers.Allowed(options.Platforms);
            using var own = options.Guests is { } links ? await OwnNetwork.Take(options, links, drivers, CancellationToken.None).ConfigureAwait(false) : null;
            var guests = new GuestKeeper(
                options, parsed.GetValue(network) is { } text ? HostNetwork.Parse(text) : own?.Network,
                parsed.GetValue(guestProgram) is { Length: > 0 } given ? given : ownGuestProgram, drivers);
            return await AgentProgram.RunAsync(parsed, options, GuestsActor.Props(options, guests), guests.StopAllAsync).ConfigureAwait(false);
        });
        return command;
    }
}
