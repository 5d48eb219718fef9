using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Netperf;

/// <summary>What a run of netperf that gave no result said, as one sentence.</summary>
internal static class NetperfFailures
{
    private const int Longest = 200;

    /// <param name="exitCode">128 + n after signal n.</param>
    /// <param name="errors">Its standard error, where most reasons are; a few are on standard output.</param>
    public static TrialFailure Of(string program, int exitCode, string output, string errors)
    {
        var reason = LastLine(errors) ?? LastLine(output);
        // Its own words for a netserver that can't be reached, and of a data connection that can't be made.
        var unreachable = output.Contains("could not establish the control connection", StringComparison.Ordinal)
            || errors.Contains("connect_data_socket failed", StringComparison.Ordinal);
        return new TrialFailure(
            unreachable ? FailureKind.Unreachable : FailureKind.Internal,
            $"{program} ended with code {exitCode}{(reason is null ? " and said nothing" : $": {reason}")}.");
    }

    /// <summary>The last line that is no <c>SELECTOR=value</c>, fit for the end of a sentence; null where there is none.</summary>
    internal static string? LastLine(string text)
    {
        var line = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .LastOrDefault(line => !NetperfArguments.Selectors.Any(selector => line.StartsWith(selector + "=", StringComparison.Ordinal)));
        if (line is null) return null;
        var shown = string.Concat(line.Select(letter => char.IsControl(letter) ? ' ' : letter)).TrimEnd('.', ' ');
        return shown.Length <= Longest ? shown : shown[..Longest] + "…";
    }
}
