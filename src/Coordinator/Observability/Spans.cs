using System.Diagnostics;

namespace ActorBench.Coordinator.Observability;

/// <summary>The source of spans. Without an exporter nobody listens, and a span is null.</summary>
internal static class Spans
{
    public const string SourceName = "ActorBench";

    private static readonly ActivitySource Source = new(SourceName);

    /// <param name="parent">A <c>traceparent</c> from another actor, perhaps on another node; null for none.</param>
    public static Activity? Begin(string name, string? parent, params ReadOnlySpan<(string Key, object Value)> attributes)
    {
        if (!Source.HasListeners()) return null;
        var context = ActivityContext.TryParse(parent, null, isRemote: true, out var parsed) ? parsed : default;
        // A message's handler is no place for an ambient span: the actor's next message has nothing to do with it.
        var ambient = Activity.Current;
        Activity.Current = null;
        var span = Source.StartActivity(name, ActivityKind.Internal, context);
        Activity.Current = ambient;
        foreach (var (key, value) in attributes) span?.SetTag(key, value);
        return span;
    }

    public static void End(Activity? span, string outcome, string? failure = null)
    {
        if (span is null) return;
        span.SetTag("actorbench.outcome", outcome);
        if (failure is not null) span.SetStatus(ActivityStatusCode.Error, failure);
        span.Dispose();
    }
}
