using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary><c>trial: { duration: 10 s, … }</c></summary>
internal static class TrialSection
{
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000 * Millisecond;
    private const long Day = 24 * 3600 * Second;
    private const int MostExchanges = 1_000_000_000;

    /// <returns>The response's bytes, null for a response as large as the request, stand beside: they make cells.</returns>
    public static (TrialSettings Settings, int? ResponseBytes) Read(YamlNode? node, Timing timing, IReadOnlyList<SizeClass> classes, Profile profile)
    {
        var trial = node is null ? null : Section.Of(node, "trial", Vocabulary.Trial);
        var exchanges = Exchanges(trial);
        var settings = new TrialSettings(
            timing,
            exchanges is null ? Time(trial, "duration", Millisecond, profile.DurationNs) : null,
            exchanges,
            MinExchanges(trial, exchanges, profile),
            Time(trial, "warmup", 0, profile.WarmupNs),
            Time(trial, "timeout", Millisecond, 60 * Second),
            Sockets(trial?.Find("sockets")),
            Time(trial, "drain", 0, profile.DrainNs));
        return (settings, Response(trial?.Find("response"), classes));
    }

    private static int? Response(YamlNode? node, IReadOnlyList<SizeClass> classes)
    {
        if (node is null or ScalarNode { Text: "same" }) return null;
        var tightest = classes.Select(c => c.Protocol).MinBy(SizeList.Largest);
        return (int)Values.Quantity(node, $"the response, {SizeList.Words(tightest)},", Quantity.Size, 1, SizeList.Largest(tightest));
    }

    private static long? Exchanges(Section? trial)
    {
        if (trial?.Find("exchanges") is not { } node) return null;
        if (trial.Find("duration") is { } duration)
        {
            throw (duration.Place.IsOverride ? duration : node).Place.Refusal("the trial has both duration and exchanges; keep the one that shall end it");
        }

        return Values.Whole(node, "trial.exchanges", 1, MostExchanges, 1);
    }

    private static int MinExchanges(Section? trial, long? exchanges, Profile profile)
    {
        var node = trial?.Find("min-exchanges");
        var least = Values.Whole(node, "trial.min-exchanges", 1, MostExchanges, (int)Math.Min(exchanges ?? MostExchanges, profile.MinExchanges));
        return exchanges is null || least <= exchanges
            ? least
            : throw node!.Place.Refusal("min-exchanges is larger than exchanges, so no trial could hold it; take it away");
    }

    private static long Time(Section? trial, string key, long min, long otherwise) =>
        trial?.Find(key) is { } node ? Values.Quantity(node, $"trial.{key}", Quantity.Time, min, Day) : otherwise;

    private static SocketOptions Sockets(YamlNode? node)
    {
        if (node is null) return SocketOptions.Untouched;
        var sockets = Section.Of(node, "sockets", Vocabulary.Sockets);
        return new SocketOptions(
            Values.Word(sockets.Find("no-delay"), "no-delay", Words.Switches, otherwise: false),
            Buffer(sockets, "send-buffer"),
            Buffer(sockets, "receive-buffer"));
    }

    // The kernel doubles the value in an int, so 1 GiB would overflow there.
    private static int? Buffer(Section sockets, string key) =>
        sockets.Find(key) is { } node ? (int)Values.Quantity(node, key, Quantity.Size, 1 << 10, 512 << 20) : null;
}
