namespace ActorBench.Reports.Content;

/// <summary>The wire that a campaign was measured over, in words: no rate means anything without it.</summary>
internal static class WireText
{
    public static string Of(IReadOnlyDictionary<string, string> lab)
    {
        var kind = Words.Inert(lab.GetValueOrDefault("kind", "unknown"));
        var rate = lab.GetValueOrDefault("rate") is { } r && r is not ("none" or "") ? Words.Inert(r) : null;
        return lab.GetValueOrDefault("wire") switch
        {
            "shaped" => $"a wire shaped by a token bucket to {rate ?? "an unknown rate"} (lab {kind}): it limits the sustained rate, and a message smaller than the burst passes at once",
            "serialised" => $"a serialised wire of {rate ?? "an unknown rate"} (lab {kind}): every frame takes its time on it",
            _ when rate is null => kind == "loopback" ? "no wire (lab loopback: both ends on one machine's loopback interface)" : $"a wire that nothing limits (lab {kind})",
            var other => $"a wire of {rate} (lab {kind}{(other is null ? "" : ", " + Words.Inert(other))})",
        };
    }
}
