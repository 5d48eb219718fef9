using System.Globalization;
using ActorBench.Messages.Hosts;
using ActorBench.Reports.Content;
using static ActorBench.Reports.Tables.ReportTable;

namespace ActorBench.Reports.Tables;

/// <summary>What it takes until a guest is there.</summary>
internal static class StartTables
{
    /// <returns>Null where no guest was started since the campaign began.</returns>
    public static ReportTable? Of(ReportContent content) => content.Starts.Count == 0 ? null : new(
        "Start of a guest, s: from the order to start it until its node had registered, on all hosts of the campaign.",
        [Left("platform"), "starts", "shortest", "median", "longest"],
        [.. content.Starts.Select(one => (string[])[Words.Inert(one.Platform), one.Count.ToString(CultureInfo.InvariantCulture), Seconds(one.MinMs), Seconds(one.MedianMs), Seconds(one.MaxMs)])]);

    private static string Seconds(long ms) => (ms / 1000.0).ToString("0.00", CultureInfo.InvariantCulture);
}
