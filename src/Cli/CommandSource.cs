using ActorBench.Coordinator.Commands;
using ActorBench.Journal;
using ActorBench.Messages.Commands;
using ActorBench.Messages.Statistics;
using ActorBench.Pbm.Client;
using ActorBench.Reports;

namespace ActorBench.Cli;

/// <summary>Who answers an operator's command: the coordinator that is named, else the one that holds the store, else the store alone.</summary>
/// <param name="palette">What is asked about.</param>
internal sealed class CommandSource(StorePlace store, string? coordinator, string palette = CommandSource.Campaign)
{
    public const string Campaign = "campaign";
    public const string Host = "host";

    /// <summary>What the coordinator of a run does not live to end, the store ends.</summary>
    private const string Watch = "watch";

    /// <summary>Prints the answer of a question.</summary>
    public async Task<int> PrintAsync(string command, IReadOnlyDictionary<string, string> arguments, bool json, CancellationToken cancel)
    {
        await foreach (var line in LinesAsync(command, arguments, json, cancel).ConfigureAwait(false)) Console.Out.WriteLine(line);
        await Console.Out.FlushAsync(cancel).ConfigureAwait(false);
        return ExitCode.Success;
    }

    public async Task<CampaignStatus> StatusAsync(string? id, CancellationToken cancel)
    {
        var lines = new List<string>();
        await foreach (var line in LinesAsync("show", Arguments(("id", id)), json: true, cancel).ConfigureAwait(false)) lines.Add(line);
        return StatusJsonReader.Read(string.Join('\n', lines));
    }

    /// <summary>Gives an order and prints what came of it; there must be a coordinator that is alive.</summary>
    public async Task<int> OrderAsync(string command, IReadOnlyDictionary<string, string> arguments, bool json, CancellationToken cancel)
    {
        await foreach (var line in Living().RunAsync(palette, command, Request(arguments, json), cancel).ConfigureAwait(false)) Console.Out.WriteLine(line);
        return ExitCode.Success;
    }

    /// <exception cref="CommandFailedException">There is none.</exception>
    public CommandClient Living() => Named() ?? Holding() ?? throw new CommandFailedException(
        ExitCode.Unreachable, $"No coordinator is alive that holds {store.Address}; name a standing one with --coordinator HOST:PORT.");

    public static IReadOnlyDictionary<string, string> Arguments(params (string Name, string? Value)[] arguments) =>
        arguments.Where(a => a.Value is not null).ToDictionary(a => a.Name, a => a.Value!);

    public static CommandRequest Request(IReadOnlyDictionary<string, string> arguments, bool json) => new(arguments, json ? "json" : "text", Environment.UserName);

    public async IAsyncEnumerable<string> LinesAsync(
        string command, IReadOnlyDictionary<string, string> arguments, bool json, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var said = false;
        if ((Named() ?? Holding()) is { } client)
        {
            await using var answer = client.RunAsync(palette, command, Request(arguments, json), cancel).GetAsyncEnumerator(cancel);
            while (await MoveAsync(answer, canFall: coordinator is null && (!said || command == Watch)).ConfigureAwait(false) is { } moved)
            {
                if (!moved) yield break;
                said = true;
                yield return answer.Current;
            }
        }

        await foreach (var line in Stored(command, arguments, json, cancel).ConfigureAwait(false)) yield return line;
    }

    /// <returns>Null where a coordinator that comes up or goes down does not answer: the store says the same, but for the trial in flight.</returns>
    private static async Task<bool?> MoveAsync(IAsyncEnumerator<string> answer, bool canFall)
    {
        try
        {
            return await answer.MoveNextAsync().ConfigureAwait(false);
        }
        catch (CommandException e) when (canFall && e.ExitCode == ClientExitCode.Unreachable)
        {
            return null;
        }
    }

    private IAsyncEnumerable<string> Stored(string command, IReadOnlyDictionary<string, string> arguments, bool json, CancellationToken cancel)
    {
        var commands = palette == Host ? HostQueryCommands.Of(new StoredHosts(store)) : CampaignQueryCommands.Of(new StoredCampaigns(store));
        var known = commands.First(c => c.Name == command);
        return known.Run(CommandCall.Of(palette, known, arguments, json, CommandCaller.Owner), cancel);
    }

    private CommandClient? Named() => coordinator is null
        ? null
        : new CommandClient(
            CoordinatorAddress.Parse(coordinator) ?? throw new CommandFailedException(ExitCode.Usage, $"'{coordinator}' is no place of a coordinator; write host:port, https://host:port or unix:/path."),
            ClientSettings.FromEnvironment());

    private CommandClient? Holding() =>
        StoreLock.Holder(store.Address)?.Socket is { } socket ? new CommandClient(CoordinatorAddress.OnSocket(socket), new ClientSettings(null, null)) : null;
}
