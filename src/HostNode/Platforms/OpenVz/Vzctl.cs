using System.Globalization;
using System.Net;

namespace ActorBench.HostNode.Platforms.OpenVz;

/// <summary>The tool of the kernels 2.6.18 and 2.6.32, as in the study of 2007; on another kernel it makes containers of namespaces.</summary>
internal sealed class Vzctl : VzTool
{
    // As vzctl(8) lists them.
    private const int BadId = 21, Exists = 44;

    /// <summary>Numbers that we take; below 101 they are the system's own.</summary>
    private const int FirstId = 7700, LastId = 7799;

    private static readonly Dictionary<string, GuestState> States = new(StringComparer.Ordinal)
    {
        ["deleted unmounted down"] = GuestState.Absent,
        ["exist unmounted down"] = GuestState.Stopped,
        ["exist mounted down"] = GuestState.Stopped,
        ["exist mounted running"] = GuestState.Running,
        ["exist mounted suspended"] = GuestState.Paused,
        ["exist unmounted down suspended"] = GuestState.Paused,
        ["exist unmounted suspended"] = GuestState.Paused,
    };

    public override string Program => "vzctl";

    public override IReadOnlyList<string> Inside(string name, params IReadOnlyList<string> command) => ["exec2", name, .. command];

    public override async Task<string> Version(CancellationToken ct) => Tool.LastLine(await Run(["--version"], Quick, null, ct));

    public override async Task<GuestState> State(string name, CancellationToken ct)
    {
        // It exits with 0 whatever it finds; only a name that no container has is bad.
        var (code, output, errors) = await Tool.RunToEnd(Program, ["status", name], Quick, input: null, owner: null, ct);
        if (code == BadId) return GuestState.Absent;
        if (code != 0) throw Failure(["status", name], code, errors.Length > 0 ? errors : output);
        var words = Tool.LastLine(output).Split(' ', 3);
        return GuestStates.Of(Program, words.ElementAtOrDefault(2) ?? output.Trim(), States);
    }

    public override async Task Create(string name, string? owner, CancellationToken ct)
    {
        for (var id = FirstId; id <= LastId; id++)
        {
            var number = id.ToString(CultureInfo.InvariantCulture);
            if (await State(number, ct) != GuestState.Absent) continue;
            try
            {
                await Run(["create", number], Long, owner, ct);
            }
            catch (ToolException e) when (e.ExitCode == Exists)
            {
                // Somebody else has taken it since.
                continue;
            }

            try
            {
                await Run(["set", number, "--name", name, "--save"], Quick, owner, ct);
            }
            catch
            {
                // Without its name nobody would ever find it again.
                await Delete(number, owner);
                throw;
            }

            return;
        }

        throw new ToolException($"No container's number from {FirstId} to {LastId} is free.", null);
    }

    public override Task AddAddress(string name, IPAddress address, int prefixLength, string? owner, CancellationToken ct) =>
        Run(["set", name, "--ipadd", $"{address}", "--save"], Quick, owner, ct);

    // Name, MAC of both ends as the tool likes, and the bridge.
    public override Task AddLink(string name, string device, string mac, string bridge, string? owner, CancellationToken ct) =>
        Run(["set", name, "--netif_add", $"{device},{mac},,,{bridge}", "--save"], Quick, owner, ct);

    public override Task Start(string name, string? owner, CancellationToken ct) => Run(["start", name, "--wait"], Long, owner, ct);

    protected override Task Stop(string name, string? owner) => Run(["stop", name, "--fast"], Long, owner, CancellationToken.None);

    protected override Task Delete(string name, string? owner) => Run(["destroy", name], Long, owner, CancellationToken.None);
}
