using ActorBench.Journal;
using ActorBench.Messages.Audit;
using ActorBench.Reports;

namespace ActorBench.Coordinator.Commands;

/// <summary>What operators have ordered of a subject, the latest last.</summary>
internal static class AuditLines
{
    private static readonly CommandColumn<Operated>[] All =
    [
        new("at", e => Words.Time(e.At)),
        new("who", e => e.Who.Length > 0 ? e.Who : null),
        new("from", e => e.From),
        new("role", e => e.Role),
        new("command", e => e.Command),
        new("arguments", e => string.Join(' ', e.Arguments)),
        new("result", e => e.Result),
    ];

    public static IReadOnlyList<string> Columns { get; } = [.. All.Select(column => column.Name)];

    public static IEnumerable<string> Of(StoreReader reader, CommandCall call, string subject) =>
        CommandTable.Lines(call.Json, All, reader.Operations(subject), "Nobody has ordered anything.");
}
