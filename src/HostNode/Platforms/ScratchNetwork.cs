namespace ActorBench.HostNode.Platforms;

/// <summary>Tries commands in a nameless network namespace that ends with them: a probe that cannot leave anything.</summary>
internal static class ScratchNetwork
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <returns>Null = the kernel does all of it; else one sentence why not.</returns>
    /// <exception cref="ToolException">It took longer than <see cref="Limit"/>, which says nothing about what this machine can do.</exception>
    public static async Task<string?> Refuses(string program, IReadOnlyList<string> lines, CancellationToken ct)
    {
        foreach (var needed in (string[])["unshare", "nsenter", program])
            if (Tool.Find(needed) is null)
                return $"This machine has no {needed}: install {Tool.Package(needed)}.";

        try
        {
            var (exitCode, _, errors) = await Tool.RunToEnd(
                "unshare", ["--net", "--", Tool.Find(program)!, "-batch", "-"], Limit, string.Join('\n', lines) + "\n", owner: null, ct);
            return exitCode == 0 ? null
                : errors.StartsWith("unshare:", StringComparison.Ordinal)
                    ? $"No right to make network namespaces ({Tool.LastLine(errors)}): run as root, or allow user namespaces."
                    : "The kernel refuses what a lab is made of: " + IpBatch.Sentence(program, null, lines, exitCode, errors);
        }
        catch (ToolException e) when (e.ExitCode is not null)
        {
            return e.Message;
        }
    }

    /// <returns>Null = mounts are allowed, which naming a namespace needs; else one sentence why not.</returns>
    public static async Task<string?> RefusesMounts(CancellationToken ct)
    {
        try
        {
            await Tool.Run("unshare", ["--net", "--mount", "--propagation", "private", "--", Tool.Find("mount") ?? "mount", "-t", "tmpfs", "tmpfs", "/run"], Limit, ct);
            return null;
        }
        catch (ToolException e)
        {
            return $"No right to mount, which naming a network namespace needs: {e.Message}";
        }
    }
}
