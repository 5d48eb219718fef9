namespace ActorBench.Messages.Audit;

/// <summary>What an operator's orders were about: <c>campaign-…</c>, <c>host-…</c>, or the name of a palette.</summary>
public interface IWithAuditSubject
{
    string Subject { get; }
}

/// <summary>A fact in the audit of a subject: somebody gave an order that changes something, and what came of it.</summary>
/// <param name="Who">As the client said; a label.</param>
/// <param name="From">Address of the client, or <c>socket</c>.</param>
/// <param name="Role">What the client's token gave, or the place that it came from.</param>
/// <param name="Command">Palette and command.</param>
/// <param name="Arguments">As <c>name=value</c>; texts of files are left out.</param>
/// <param name="Result"><c>done</c>, or why not.</param>
public sealed record Operated(
    string Subject, string Who, string From, string Role, string Command, string[] Arguments, string Result, DateTimeOffset At) : IWithAuditSubject;

public static class AuditCommands
{
    /// <summary>Put it on record; answered by <see cref="AuditReplies.Recorded"/> once it is in the journal.</summary>
    public sealed record Record(Operated Operation) : IWithAuditSubject
    {
        public string Subject => Operation.Subject;
    }
}

public static class AuditReplies
{
    public sealed record Recorded(string Subject);
}
