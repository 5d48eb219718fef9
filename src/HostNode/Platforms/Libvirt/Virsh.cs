namespace ActorBench.HostNode.Platforms.Libvirt;

/// <summary>libvirt's tool, bound to one hypervisor.</summary>
/// <param name="uri">qemu:///system or xen:///system.</param>
internal sealed class Virsh(string uri)
{
    public const string Program = "virsh";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static readonly Dictionary<string, GuestState> States = new(StringComparer.Ordinal)
    {
        ["running"] = GuestState.Running,
        ["idle"] = GuestState.Running,
        ["in shutdown"] = GuestState.Running,
        ["paused"] = GuestState.Paused,
        ["shut off"] = GuestState.Stopped,
        ["crashed"] = GuestState.Stopped,
        ["dying"] = GuestState.Stopped,
    };

    public string Uri => uri;

    /// <summary>In this order: what the administrator's environment says, QEMU's, Xen's.</summary>
    public static IReadOnlyList<string> Candidates() =>
        Environment.GetEnvironmentVariable("LIBVIRT_DEFAULT_URI") is { Length: > 0 } own ? [own] : ["qemu:///system", "xen:///system"];

    public IReadOnlyList<string> Words(params IReadOnlyList<string> arguments) => ["-c", uri, .. arguments];

    /// <exception cref="ToolException">It failed, or did not end in time.</exception>
    public Task<string> Run(IReadOnlyList<string> arguments, string? owner, CancellationToken ct) =>
        RunOrFail(arguments, owner, ct);

    /// <returns>The state; and the word in brackets behind it, which says how it came to that: <c>running (booted)</c>.</returns>
    public async Task<(GuestState State, string Reason)> State(string name, string? owner, CancellationToken ct)
    {
        var (code, output, errors) = await Tool.RunToEnd(Program, Words("domstate", name, "--reason"), Limit, input: null, owner, ct);
        if (code != 0 && errors.Contains("failed to get domain", StringComparison.Ordinal)) return (GuestState.Absent, "");
        if (code != 0) throw Failure(["domstate", name, "--reason"], code, errors);
        var parts = output.Trim().Split(" (", 2);
        return (GuestStates.Of(Program, parts[0], States), parts.ElementAtOrDefault(1)?.TrimEnd(')') ?? "");
    }

    /// <summary>Ends and forgets a domain, whatever state it is in; one that is not there is forgotten.</summary>
    public async Task Remove(string name, string? owner)
    {
        var (state, _) = await State(name, owner, CancellationToken.None);
        if (state is GuestState.Running or GuestState.Paused) await Tolerant(["destroy", name], "domain is not running", owner);
        // A domain that was only created is gone with its end.
        if (state != GuestState.Absent) await Tolerant(["undefine", name], "failed to get domain", owner);
    }

    private async Task Tolerant(string[] arguments, string fine, string? owner)
    {
        var (code, _, errors) = await Tool.RunToEnd(Program, Words(arguments), Limit, input: null, owner, CancellationToken.None);
        if (code != 0 && !errors.Contains(fine, StringComparison.Ordinal)) throw Failure(arguments, code, errors);
    }

    private async Task<string> RunOrFail(IReadOnlyList<string> arguments, string? owner, CancellationToken ct)
    {
        var (code, output, errors) = await Tool.RunToEnd(Program, Words(arguments), Limit, input: null, owner, ct);
        return code == 0 ? output : throw Failure(arguments, code, errors);
    }

    private static ToolException Failure(IReadOnlyList<string> arguments, int code, string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // What follows the last line that begins so is the detail of a check of the file.
        var reason = lines.LastOrDefault(line => line.StartsWith("error: ", StringComparison.Ordinal))?["error: ".Length..] ?? lines.LastOrDefault() ?? "";
        return new ToolException($"`virsh {string.Join(' ', arguments)}` exited {code}{(reason.Length == 0 ? "." : $": {reason.TrimEnd('.')}.")}", code);
    }
}
