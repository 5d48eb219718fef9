using System.Net;

namespace ActorBench.HostNode.Platforms.OpenVz;

/// <summary>One generation of OpenVZ's tools. Their exit codes say less than their words: what came of an order is looked up.</summary>
internal abstract class VzTool
{
    public static readonly TimeSpan Quick = TimeSpan.FromSeconds(15);

    /// <summary>Unpacking a template, booting a distribution, and ending one.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(180);

    public abstract string Program { get; }

    /// <summary>Words that run a command in a running container and end with its exit code.</summary>
    public abstract IReadOnlyList<string> Inside(string name, params IReadOnlyList<string> command);

    /// <returns>What the tool calls itself: vzctl version 4.11.1.</returns>
    public abstract Task<string> Version(CancellationToken ct);

    public abstract Task<GuestState> State(string name, CancellationToken ct);

    /// <summary>From the host's default template.</summary>
    public abstract Task Create(string name, string? owner, CancellationToken ct);

    public abstract Task AddAddress(string name, IPAddress address, int prefixLength, string? owner, CancellationToken ct);

    /// <summary>A link of its own, a port of the bridge; it is down, and has no address.</summary>
    public abstract Task AddLink(string name, string device, string mac, string bridge, string? owner, CancellationToken ct);

    public abstract Task Start(string name, string? owner, CancellationToken ct);

    /// <summary>Ends and deletes a container, whatever state it is in.</summary>
    public async Task Remove(string name, string? owner)
    {
        var state = await State(name, CancellationToken.None);
        if (state == GuestState.Absent) return;
        if (state != GuestState.Stopped)
        {
            await Stop(name, owner);
            state = await State(name, CancellationToken.None);
            if (state != GuestState.Stopped) throw new ToolException($"{Program} has stopped {name} with success, and it is {state.ToString().ToLowerInvariant()}.", null);
        }

        await Delete(name, owner);
        state = await State(name, CancellationToken.None);
        if (state != GuestState.Absent) throw new ToolException($"{Program} has deleted {name} with success, and it is {state.ToString().ToLowerInvariant()}.", null);
    }

    protected abstract Task Stop(string name, string? owner);

    protected abstract Task Delete(string name, string? owner);

    protected async Task<string> Run(IReadOnlyList<string> arguments, TimeSpan limit, string? owner, CancellationToken ct)
    {
        var (code, output, errors) = await Tool.RunToEnd(Program, arguments, limit, input: null, owner, ct);
        return code == 0 ? output : throw Failure(arguments, code, errors.Length > 0 ? errors : output);
    }

    protected ToolException Failure(IReadOnlyList<string> arguments, int code, string said)
    {
        var reason = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(line => line != "Creation of container private area failed" && !line.StartsWith("Directory /proc/vz not found", StringComparison.Ordinal)) ?? "";
        return new ToolException($"`{Program} {string.Join(' ', arguments)}` exited {code}{(reason.Length == 0 ? "." : $": {reason.TrimEnd('.')}.")}", code);
    }
}
