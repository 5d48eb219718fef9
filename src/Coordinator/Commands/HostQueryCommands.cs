using System.Runtime.CompilerServices;
using ActorBench.Journal;
using ActorBench.Messages.Commands;
using ActorBench.Messages.Hosts;
using ActorBench.Reports;

namespace ActorBench.Coordinator.Commands;

/// <summary>Questions about the machines that measure.</summary>
public static class HostQueryCommands
{
    private static readonly CommandColumn<HostStatus>[] ListColumns =
    [
        new("host", h => h.Host),
        new("state", h => h.State),
        new("platforms", h => h.Agents.Count > 0 ? string.Join(',', h.Agents.Select(a => a.Endpoint.Platform).Order(StringComparer.Ordinal)) : null),
        new("holder", h => h.Holder),
        new("epoch", h => h.Epoch, Right: true),
        new("waiting", h => h.Waiting.Count, Right: true),
        new("failures", h => h.Failures.Count, Right: true),
        new("note", Note),
    ];

    private static readonly CommandColumn<(string Name, string? Value)>[] ShowColumns = [new("what", row => row.Name), new("value", row => row.Value)];

    internal static CommandArgument Host { get; } = new("host", "Name of a host.", Mandatory: true, Position: true);

    public static IReadOnlyList<OperatorCommand> Of(IHostView view) =>
    [
        new("list", "Every host that was ever seen: who uses it, and whether it may be used.", [], (call, cancel) => ListAsync(view, call, cancel))
        {
            Columns = [.. ListColumns.Select(c => c.Name)],
        },
        new("show", "One host: agents, lease, quarantine, what it failed, who was turned away.", [Host], (call, cancel) => ShowAsync(view, call, cancel))
        {
            Columns = [.. ShowColumns.Select(c => c.Name)],
        },
        new("log", "What operators have ordered of a host.", [Host], (call, _) => LogAsync(view, call)) { Columns = AuditLines.Columns },
    ];

    /// <returns>The host that is asked about.</returns>
    /// <exception cref="CommandRefusedException">Nobody has ever heard of it.</exception>
    internal static string Known(StoreReader reader, CommandCall call)
    {
        var (host, known) = (call.Get("host"), reader.Hosts());
        return known.Contains(host)
            ? host
            : throw new CommandRefusedException($"No host '{Words.Inert(host)}' was ever seen{(known.Count == 0 ? "" : $"; there are {string.Join(", ", known)}")}.");
    }

    private static async IAsyncEnumerable<string> ListAsync(IHostView view, CommandCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = view.Open();
        var hosts = await Task.WhenAll(reader.Hosts().Select(host => view.StatusAsync(reader, host, cancel))).ConfigureAwait(false);
        foreach (var line in CommandTable.Lines(call.Json, ListColumns, hosts, "No host has registered yet.")) yield return line;
    }

    private static async IAsyncEnumerable<string> ShowAsync(IHostView view, CommandCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = view.Open();
        var host = await view.StatusAsync(reader, Known(reader, call), cancel).ConfigureAwait(false);
        foreach (var line in CommandTable.Lines(call.Json, ShowColumns, [.. Facts(host)], "")) yield return line;
    }

    private static async IAsyncEnumerable<string> LogAsync(IHostView view, CommandCall call)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var reader = view.Open();
        foreach (var line in AuditLines.Of(reader, call, PersistenceIds.Host(Known(reader, call)))) yield return line;
    }

    private static string? Note(HostStatus host) =>
        host.Quarantine is { } quarantine ? quarantine.Reason
        : host.TurnedAway.Count > 0 ? $"turned away: {host.TurnedAway[0].Reason}"
        : null;

    private static IEnumerable<(string, string?)> Facts(HostStatus host)
    {
        yield return ("state", host.State);
        yield return ("holder", host.Holder is { } holder ? $"{holder}{(host.LeaseEndsInSeconds is { } left ? $", for {left:F0} s more unless it renews" : "")}" : null);
        yield return ("epoch", $"{host.Epoch}");
        foreach (var waiting in host.Waiting) yield return ("waiting", waiting);
        if (host.Quarantine is { } quarantine)
        {
            yield return ("quarantine", $"{quarantine.Reason} (since {Words.Time(quarantine.Since)}, {(quarantine.ByOperator ? "by an operator" : $"{quarantine.Canaries} good canaries so far")})");
            if (quarantine.LastCanary is { } canary) yield return ("canary", canary);
        }

        foreach (var agent in host.Agents)
        {
            yield return ("agent", $"{agent.Endpoint.Platform} at {agent.Endpoint.DataAddress}, since {Words.Time(agent.Since)}{(host.Paused.Contains(agent.Endpoint.Platform) ? ", paused" : "")}");
            foreach (var fact in agent.Facts.OrderBy(f => f.Key, StringComparer.Ordinal)) yield return ($"fact {fact.Key}", fact.Value);
        }

        foreach (var starts in host.Starts) yield return ("starts", Words.Starts(starts));
        foreach (var failure in host.Failures) yield return ("failure", $"{Words.Time(failure.At)} {failure.Attempt} {failure.Reason}");
        foreach (var turned in host.TurnedAway) yield return ("turned away", $"{Words.Time(turned.At)} {turned.Platform} from {turned.Address}: {turned.Reason}");
    }
}
