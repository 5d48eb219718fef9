using System.Text.Json;
using ActorBench.Reports;

namespace ActorBench.Cli.Labs.Standing;

/// <summary>Labs for scripts. The keys and the words of the states are fixed.</summary>
internal static class LabJson
{
    public static string Write(IReadOnlyList<LabView> labs, IReadOnlyList<string> leftovers) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("labs");
        foreach (var lab in labs) Write(json, lab);
        json.WriteEndArray();
        Write(json, "leftovers", leftovers);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, LabView lab)
    {
        var record = lab.Record;
        json.WriteStartObject();
        json.WriteString("name", record.Name);
        json.WriteString("state", lab.State);
        json.WriteString("reason", record.Reason);
        json.WriteString("since", Words.Time(record.Since));
        json.WriteNumber("pid", record.Pid);
        json.WriteString("coordinator", $"unix:{record.Socket}");
        json.WriteString("agents", record.Agents);
        json.WriteString("store", record.Store);
        json.WriteString("log", record.Log);
        json.WriteStartObject("facts");
        foreach (var (key, value) in record.Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal)) json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteStartArray("hosts");
        foreach (var host in lab.Hosts) Write(json, host);
        json.WriteEndArray();
        json.WriteStartArray("campaigns");
        foreach (var work in lab.Work) Write(json, work);
        json.WriteEndArray();
        Write(json, "left", lab.Left);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LabHostView host)
    {
        json.WriteStartObject();
        json.WriteString("host", host.Host.Name);
        json.WriteString("state", host.State);
        Write(json, "platforms", host.Platforms?.Split(',') ?? []);
        json.WriteString("data_address", host.Host.DataAddress);
        json.WriteString("management_address", host.Host.ManagementAddress);
        json.WriteString("place", host.Host.Place);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LabWork work)
    {
        json.WriteStartObject();
        json.WriteString("campaign", work.Campaign);
        json.WriteString("state", work.State);
        json.WriteNumber("accepted", work.Accepted);
        json.WriteNumber("planned", work.Planned);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
