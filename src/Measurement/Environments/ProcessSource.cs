using System.Runtime;
using System.Runtime.InteropServices;

namespace ActorBench.Measurement.Environments;

/// <summary>The agent's own process: its runtime, its rights, and where it may run.</summary>
/// <param name="build">Of ActorBench.</param>
internal sealed class ProcessSource(string build) : IEnvironmentSource
{
    private const string Status = "/proc/self/status";

    /// <summary>Settings that change what the runtime does; others may hold anything, and are not looked at.</summary>
    private static readonly string[] Knobs =
    [
        "DOTNET_TieredCompilation", "DOTNET_TieredPGO", "DOTNET_TC_QuickJitForLoops", "DOTNET_ReadyToRun", "DOTNET_gcServer", "DOTNET_gcConcurrent",
        "DOTNET_GCHeapCount", "DOTNET_GCHeapHardLimit", "DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "DOTNET_EnableWriteXorExecute",
        "DOTNET_PROCESSOR_COUNT",
    ];

    public bool Lasting => false;

    public void Collect(MachineFiles files, FactList facts)
    {
        facts.Add("actorbench.build", build);
        facts.Add("runtime.version", RuntimeInformation.FrameworkDescription);
        facts.Add("runtime.architecture", RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());
        facts.Add("runtime.collector", $"{(GCSettings.IsServerGC ? "server" : "workstation")}, {(GCSettings.LatencyMode == GCLatencyMode.Batch ? "not concurrent" : "concurrent")}");
        foreach (var knob in Knobs) facts.Add($"runtime.{knob}", Environment.GetEnvironmentVariable(knob));
        facts.Add("process.cpus", files.Field(Status, "Cpus_allowed_list"));
        facts.Add("process.privileged", Environment.IsPrivilegedProcess ? "yes" : "no");
        // Each system call pays for a filter.
        facts.Add("process.seccomp", files.Field(Status, "Seccomp"));
        facts.Add("process.seccomp_filters", files.Field(Status, "Seccomp_filters"));
        facts.Add("process.confinement", files.Text("/proc/self/attr/current")?.TrimEnd('\0'));
        facts.Add("process.open_files", files.Lines("/proc/self/limits").FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal))?["Max open files".Length..]);
    }
}
