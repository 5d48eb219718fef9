using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActorBench.HostNode.Platforms.Xen;

/// <summary>Reads what xl prints.</summary>
internal static partial class XlOutput
{
    /// <summary>What libxl says of its own undoing, after the line that says why.</summary>
    private static readonly string[] Aftermath =
        ["Non-existant domain", "Unable to destroy guest", "Destruction of domain failed", "cannot (re-)build domain", "unable to add ", "exited with error status", "Failed to parse config"];

    // In this order xl prints them; a domain that does nothing at the moment has none.
    private static readonly Dictionary<string, GuestState> States = new(StringComparer.Ordinal)
    {
        ["r"] = GuestState.Running,
        ["b"] = GuestState.Running,
        [""] = GuestState.Running,
        ["p"] = GuestState.Paused,
        ["bp"] = GuestState.Paused,
        ["rp"] = GuestState.Paused,
        ["s"] = GuestState.Stopped,
        ["c"] = GuestState.Stopped,
        ["d"] = GuestState.Stopped,
        ["ps"] = GuestState.Stopped,
        ["sd"] = GuestState.Stopped,
        ["psd"] = GuestState.Stopped,
    };

    /// <param name="printed">Of <c>xl list NAME</c>, whose letters no other form of it has.</param>
    public static GuestState State(string printed)
    {
        var columns = Tool.LastLine(printed).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // From the right: a name may have spaces.
        return GuestStates.Of("xl", columns.Length < 6 ? printed.Trim() : columns[^2].Replace("-", "", StringComparison.Ordinal), States);
    }

    /// <param name="printed">Of <c>xl info</c>: a word and its value a line.</param>
    public static IReadOnlyDictionary<string, string> Info(string printed) => printed.Split('\n')
        .Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim(), StringComparer.Ordinal);

    /// <param name="printed">Of <c>xl list --long NAME</c>.</param>
    /// <returns>The domain's type, and the bridges of its links in their order.</returns>
    public static (string Type, IReadOnlyList<string> Bridges) Domain(string printed)
    {
        using var json = JsonDocument.Parse(printed);
        var config = json.RootElement[0].GetProperty("config");
        return (
            config.GetProperty("c_info").GetProperty("type").GetString()!,
            [.. config.GetProperty("nics").EnumerateArray().Select(nic => nic.TryGetProperty("bridge", out var bridge) ? bridge.GetString()! : "")]);
    }

    /// <summary>The line that says why; libxl ends with what became of the rest.</summary>
    public static string Reason(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var cause = lines.FirstOrDefault(line => line.Contains(": panic: ", StringComparison.Ordinal))
            ?? lines.LastOrDefault(line => !Aftermath.Any(after => line.Contains(after, StringComparison.Ordinal)))
            ?? lines.LastOrDefault() ?? "";
        return Origin().Replace(cause, "").Replace(": Internal error", "", StringComparison.Ordinal);
    }

    // libxl: error: libxl_device.c:1337:device_hotplug_child_death_cb: script: ...
    [GeneratedRegex(@"^(libxl|xc|xencall|xencontrol|libxl_ctx_alloc): (error|panic): (panic: )?(\w+\.c:\d+: ?)?(\w+: )?(script: )?")]
    private static partial Regex Origin();
}
