using ActorBench.Messages.Plans;

namespace ActorBench.Reports.Verification;

/// <summary>A verification for people and for scripts.</summary>
public static class VerificationText
{
    public static void Write(TextWriter output, CampaignId campaign, VerificationResult result)
    {
        foreach (var problem in result.Problems) output.Write($"{Words.Inert(problem)}\n");
        output.Write(result.Problems.Count == 0
            ? $"{Words.Inert(campaign.Value)}: {result.Events} events are as they were written; {result.Accepted} accepted trials give the figures of all {result.Cells} cells.\n"
            : $"{Words.Inert(campaign.Value)}: {result.Problems.Count} {(result.Problems.Count == 1 ? "problem" : "problems")} in {result.Events} readable events; do not rely on its figures.\n");
    }

    public static string Json(CampaignId campaign, VerificationResult result) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("campaign", campaign.Value);
        json.WriteBoolean("verified", result.Problems.Count == 0);
        json.WriteNumber("events", result.Events);
        json.WriteNumber("accepted", result.Accepted);
        json.WriteNumber("cells", result.Cells);
        json.WriteStartArray("problems");
        foreach (var problem in result.Problems) json.WriteStringValue(problem);
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
