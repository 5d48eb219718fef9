using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ActorBench.HostNode.Platforms.OpenVz;

/// <summary>The tool of OpenVZ 7 and Virtuozzo.</summary>
internal sealed class Prlctl : VzTool
{
    private static readonly Dictionary<string, GuestState> States = new(StringComparer.Ordinal)
    {
        ["running"] = GuestState.Running,
        ["stopped"] = GuestState.Stopped,
        ["mounted"] = GuestState.Stopped,
        ["paused"] = GuestState.Paused,
        ["suspended"] = GuestState.Paused,
    };

    public override string Program => "prlctl";

    public override IReadOnlyList<string> Inside(string name, params IReadOnlyList<string> command) => ["exec", name, .. command];

    public override async Task<string> Version(CancellationToken ct) => Tool.LastLine(await Run(["--version"], Quick, null, ct));

    public override async Task<GuestState> State(string name, CancellationToken ct) =>
        (await List(ct)).Where(one => one.Name == name).Select(one => one.Status).FirstOrDefault() is { } word
            ? GuestStates.Of(Program, word, States)
            : GuestState.Absent;

    public override Task Create(string name, string? owner, CancellationToken ct) => Run(["create", name, "--vmtype", "ct"], Long, owner, ct);

    public override Task AddAddress(string name, IPAddress address, int prefixLength, string? owner, CancellationToken ct) =>
        Run(["set", name, "--ipadd", string.Create(CultureInfo.InvariantCulture, $"{address}/{prefixLength}")], Quick, owner, ct);

    public override Task AddLink(string name, string device, string mac, string bridge, string? owner, CancellationToken ct) =>
        throw new ToolException("OpenVZ 7 wires links to networks of its own and not to a bridge: platform openvz, with venet, works there.", null);

    public override Task Start(string name, string? owner, CancellationToken ct) => Run(["start", name], Long, owner, ct);

    protected override Task Stop(string name, string? owner) => Run(["stop", name, "--fast"], Long, owner, CancellationToken.None);

    protected override Task Delete(string name, string? owner) => Run(["delete", name], Long, owner, CancellationToken.None);

    private async Task<IReadOnlyList<(string Name, string Status)>> List(CancellationToken ct)
    {
        string[] arguments = ["list", "-a", "-j", "-o", "uuid,name,status"];
        var output = await Run(arguments, Quick, null, ct);
        try
        {
            using var list = JsonDocument.Parse(output);
            return [.. list.RootElement.EnumerateArray().Select(one => (one.GetProperty("name").GetString() ?? "", one.GetProperty("status").GetString() ?? ""))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ToolException($"`prlctl {string.Join(' ', arguments)}` printed no list of containers: {Tool.LastLine(output)}", null);
        }
    }
}
