using System.Globalization;

namespace ActorBench.HostNode.Labs;

/// <summary>Which processor each end of a pair measures on. It decides more than the platform does.</summary>
/// <remarks>
/// shared: every end on the last CPU, the rest of the lab on the others; the quietest. apart: each host its own CPU, counted
/// from the last. none: the scheduler decides, and a series of short exchanges is bimodal.
/// </remarks>
public sealed class CpuPlan
{
    private readonly IReadOnlyList<int> _measuring;

    private CpuPlan(string policy, IReadOnlyList<int> measuring, IReadOnlyList<int>? others)
    {
        (Policy, _measuring, Others) = (policy, measuring, others);
    }

    /// <summary>The policy in force: on one CPU, <c>apart</c> can only be <c>shared</c>.</summary>
    public string Policy { get; }

    /// <summary>For everything that does not measure; null = no CPU is left over, or no pinning.</summary>
    public IReadOnlyList<int>? Others { get; }

    /// <param name="allowed">The CPUs that this process may use.</param>
    public static CpuPlan Make(string policy, int hosts, IReadOnlyList<int> allowed)
    {
        if (policy == "none") return new CpuPlan(policy, [], null);
        var ends = policy == "apart" ? Math.Min(hosts, allowed.Count) : 1;
        var measuring = allowed.Reverse().Take(ends).ToList();
        var others = allowed.Except(measuring).ToList();
        return new CpuPlan(policy == "apart" && ends == 1 && hosts > 1 ? "shared" : policy, measuring, others.Count == 0 ? null : others);
    }

    /// <summary>With more hosts than CPUs they share in turn.</summary>
    public int? Measuring(int hostNumber) => _measuring.Count == 0 ? null : _measuring[(hostNumber - 1) % _measuring.Count];

    /// <summary>The CPUs that the kernel lets this process use, which in a container are fewer than the machine has.</summary>
    public static IReadOnlyList<int> Allowed() => ParseList(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1]);

    internal static IReadOnlyList<int> ParseList(string list) =>
    [
        .. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(range => range.Split('-').Select(cpu => int.Parse(cpu, CultureInfo.InvariantCulture)).ToArray())
            .SelectMany(ends => Enumerable.Range(ends[0], ends[^1] - ends[0] + 1)),
    ];
}
