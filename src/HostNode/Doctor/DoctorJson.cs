using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorBench.HostNode.Doctor;

/// <summary>Findings for scripts. The keys, the checks' ids and the three severities are fixed.</summary>
public static class DoctorJson
{
    public static string Write(IReadOnlyList<Finding> findings, IReadOnlyList<PlatformFinding> platforms)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("blocking", findings.Count(finding => finding.Severity == Severity.Blocking));
            json.WriteNumber("warnings", findings.Count(finding => finding.Severity == Severity.Warning));
            json.WriteStartArray("checks");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("id", finding.Id);
                json.WriteString("severity", Word(finding.Severity));
                json.WriteString("evidence", finding.Evidence);
                json.WriteString("fix", finding.Fix);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("platforms");
            foreach (var platform in platforms)
            {
                json.WriteStartObject();
                json.WriteString("platform", platform.Platform);
                json.WriteBoolean("usable", platform.WhyNot is null);
                json.WriteString("reason", platform.WhyNot);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static string Word(Severity severity) => severity switch
    {
        Severity.Ok => "ok",
        Severity.Warning => "warning",
        _ => "blocking",
    };
}
