using System.Text.Json;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Labs.Standing;
using ActorBench.Messages.Commands;
using ActorBench.Pbm.Client;

namespace ActorBench.Cli.Labs.Standing;

/// <param name="State">free, leased, quarantined, absent; null where nobody can say.</param>
/// <param name="Platforms">Whose endpoints are registered, with commas.</param>
internal sealed record LabHostView(LabHost Host, string? State, string? Platforms);

/// <summary>A campaign that is not over and whose work goes on, or would.</summary>
internal sealed record LabWork(string Campaign, string State, int Accepted, int Planned);

/// <summary>A lab as it is seen now.</summary>
/// <param name="State">up, starting, ending, silent (its keeper lives, its coordinator does not answer), ended (its keeper gave it up) or dead (its keeper was killed).</param>
/// <param name="Left">Names of what a lab that is no more has left.</param>
internal sealed record LabView(LabRecord Record, string State, IReadOnlyList<LabHostView> Hosts, IReadOnlyList<LabWork> Work, IReadOnlyList<string> Left)
{
    public const string Dead = "dead";
    public const string Ended = "ended";

    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(10);

    public static async Task<LabView> OfAsync(FoundLab lab, CancellationToken cancel)
    {
        if (lab.HasEnded || !lab.Alive) return NoMore(lab);
        if (lab.Record.Agents is null) return Silent(lab.Record, Word(lab.Record.Phase));
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        bound.CancelAfter(AnswerBound);
        try
        {
            var hosts = (await AskAsync(lab.Record, "host", [], bound.Token).ConfigureAwait(false)).Select(Json).ToDictionary(host => Text(host, "host")!);
            var campaigns = Json(string.Join('\n', await AskAsync(lab.Record, "campaign", new() { ["open"] = "" }, bound.Token).ConfigureAwait(false)));
            return new LabView(
                lab.Record,
                Word(lab.Record.Phase),
                [.. lab.Record.Hosts.Select(host => hosts.TryGetValue(host.Name, out var seen) ? new LabHostView(host, Text(seen, "state"), Text(seen, "platforms")) : new LabHostView(host, "absent", null))],
                [.. campaigns.EnumerateArray().Where(one => Text(one, "state") is "running" or "paused").Select(WorkOf)],
                []);
        }
        catch (Exception e) when (e is CommandException or JsonException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // It may have ended while it was asked.
            if (LabFolder.Standard.Find(lab.Record.Name) is not { } now) return Silent(lab.Record, Word(LabPhase.Ending));
            if (now.HasEnded || !now.Alive) return NoMore(now);
            return Silent(now.Record, now.Record.Phase == LabPhase.Up ? "silent" : Word(now.Record.Phase));
        }
    }

    private static LabView NoMore(FoundLab lab) =>
        Silent(lab.Record, lab.HasEnded ? Ended : Dead) with { Left = [.. lab.Record.Hosts.Select(host => host.Place).Where(Leftovers.Stands)] };

    private static LabView Silent(LabRecord record, string state) => new(record, state, [.. record.Hosts.Select(host => new LabHostView(host, null, null))], [], []);

    private static LabWork WorkOf(JsonElement one) =>
        new(Text(one, "campaign")!, Text(one, "state")!, one.GetProperty("accepted").GetInt32(), one.GetProperty("planned").GetInt32());

    private static async Task<List<string>> AskAsync(LabRecord record, string palette, Dictionary<string, string> arguments, CancellationToken cancel)
    {
        var client = new CommandClient(CoordinatorAddress.OnSocket(record.Socket), new ClientSettings(null, null));
        var lines = new List<string>();
        await foreach (var line in client.RunAsync(palette, "list", new CommandRequest(arguments, "json"), cancel).ConfigureAwait(false)) lines.Add(line);
        return lines;
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement element, string key) => element.GetProperty(key).GetString();

    private static string Word(LabPhase phase) => Reports.Words.Kebab(phase);
}
