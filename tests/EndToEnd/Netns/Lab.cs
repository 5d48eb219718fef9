using ActorBench.HostNode.Labs;

namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>A run in the netns lab: its processes by what they are, and what it leaves.</summary>
internal static class Lab
{
    private static readonly Lazy<string?> Reason = new(NetnsLab.WhyNot);

    /// <summary>Skips the test where no lab can be had; labs of an ordinary user are hidden in a namespace of their own, and so is what they leave.</summary>
    public static void Needed()
    {
        Assert.SkipWhen(!Environment.IsPrivilegedProcess, "Looking into a lab from outside takes root.");
        Assert.SkipWhen(Reason.Value is not null, Reason.Value ?? "");
    }

    /// <summary>Host and guest nodes of a run, with their words.</summary>
    public static IReadOnlyList<Agent> Agents(int run) =>
    [
        .. Proc.Descendants(run)
            .Where(process => Path.GetFileName(process.Command.FirstOrDefault()) == "actorbench")
            .Select(process => new Agent(process.Pid, process.Command))
            .Where(agent => agent.Command.ElementAtOrDefault(1) is "host" or "guest"),
    ];

    public static async Task LeavesNothing(params int[] runs)
    {
        // The kernel takes a link down a moment after its namespace's last name is gone.
        await Soon.Until(() => Processes.Leftovers.Of(runs).Count == 0, $"nothing left of {string.Join(", ", runs)}", TimeSpan.FromSeconds(5));
        Assert.Empty(Processes.Leftovers.Of(runs));
    }
}

internal sealed record Agent(int Pid, string[] Command)
{
    public bool IsHost => Command[1] == "host";

    public string Platform => IsHost ? "native" : Word("--platform");

    public string Host => Word("--host");

    public string Word(string flag) => Command.SkipWhile(word => word != flag).ElementAtOrDefault(1) ?? "";
}
