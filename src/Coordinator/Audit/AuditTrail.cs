using ActorBench.Coordinator.Commands;
using ActorBench.Coordinator.Nodes;
using ActorBench.Messages.Audit;
using ActorBench.Messages.Commands;
using Akka.Actor;
using Akka.Event;

namespace ActorBench.Coordinator.Audit;

/// <summary>Puts operators' orders on record.</summary>
public sealed class AuditTrail(ActorSystem system, EntityServices services)
{
    private const int LongestArgument = 200;

    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(5);

    private readonly ILoggingAdapter _log = Logging.GetLogger(system, "audit");

    /// <summary>An order that was carried out stays so where it can't be put on record; the log then says it.</summary>
    public async Task RecordAsync(CommandDeed deed)
    {
        IReadOnlyList<string> subjects = deed.Call.Concerns is { Count: > 0 } known ? known : [deed.Palette];
        var caller = deed.Call.Caller;
        var operated = new Operated(
            "",
            caller.Who,
            caller.From,
            caller.Role.ToString().ToLowerInvariant(),
            $"{deed.Palette} {deed.Command}",
            [.. deed.Call.Arguments.Where(a => !deed.Texts.Contains(a.Key)).OrderBy(a => a.Key, StringComparer.Ordinal).Select(Shown)],
            deed.Result,
            services.Time.GetUtcNow());
        await Task.WhenAll(subjects.Select(subject => RecordAsync(operated with { Subject = subject }))).ConfigureAwait(false);
    }

    private async Task RecordAsync(Operated operated)
    {
        try
        {
            await services.Entities.Audit.Ask<AuditReplies.Recorded>(new AuditCommands.Record(operated), AnswerBound).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            _log.Error("Not on record: {0} by {1} from {2}: {3}", operated.Command, operated.Who, operated.From, operated.Result);
        }
    }

    private static string Shown(KeyValuePair<string, string> argument)
    {
        var text = $"{argument.Key.Replace(CommandWire.PathOf, "", StringComparison.Ordinal)}={argument.Value}";
        return text.Length > LongestArgument ? text[..LongestArgument] + "…" : text;
    }
}
