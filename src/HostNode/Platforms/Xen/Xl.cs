namespace ActorBench.HostNode.Platforms.Xen;

/// <summary>Xen's tool. Its messages are many lines; a failure is one sentence with the one that says why.</summary>
internal static class Xl
{
    public const string Program = "xl";

    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(15);

    // Mostly the hotplug scripts: 8 to 12 s under emulation, 17 s until a missing bridge is told.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    /// <exception cref="ToolException">It failed, or did not end in time.</exception>
    public static async Task<string> Run(IReadOnlyList<string> arguments, string? owner, CancellationToken ct)
    {
        var (code, output, errors) = await RunToEnd(arguments, owner, ct);
        return code == 0 ? output : throw new ToolException(Sentence(arguments, code, errors), code);
    }

    /// <summary>Ends a domain, also one that was only half made; one that is not there is ended.</summary>
    public static async Task Destroy(string name, string? owner)
    {
        var (code, _, errors) = await RunToEnd(["destroy", name], owner, CancellationToken.None);
        if (code != 0 && await Lives(name, owner, CancellationToken.None)) throw new ToolException(Sentence(["destroy", name], code, errors), code);
    }

    public static async Task<bool> Lives(string name, string? owner, CancellationToken ct) => (await RunToEnd(["domid", name], owner, ct)).ExitCode == 0;

    private static Task<(int ExitCode, string Output, string Errors)> RunToEnd(IReadOnlyList<string> arguments, string? owner, CancellationToken ct) =>
        Tool.RunToEnd(Program, arguments, arguments[0] is "create" or "destroy" ? Long : Quick, input: null, owner, ct);

    private static string Sentence(IReadOnlyList<string> arguments, int code, string errors)
    {
        var reason = XlOutput.Reason(errors).TrimEnd('.');
        return $"`xl {string.Join(' ', arguments)}` exited {code}{(reason.Length == 0 ? "." : $": {reason}.")}";
    }
}
