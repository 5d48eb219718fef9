namespace ActorBench.Measurement.Environments;

/// <summary>How fast the processors may run, and how deep they may sleep.</summary>
internal sealed class PowerSource : IEnvironmentSource
{
    private const string Folder = "/sys/devices/system/cpu";

    public bool Lasting => false;

    public void Collect(MachineFiles files, FactList facts)
    {
        var policies = files.Names($"{Folder}/cpufreq").Where(name => name.StartsWith("policy", StringComparison.Ordinal)).Select(name => $"{Folder}/cpufreq/{name}").ToList();
        foreach (var (fact, file) in new[]
        {
            ("driver", "scaling_driver"), ("governor", "scaling_governor"), ("minimum_khz", "scaling_min_freq"), ("maximum_khz", "scaling_max_freq"),
            ("preference", "energy_performance_preference"),
        })
        {
            facts.Add($"cpu.frequency.{fact}", policies.Select(policy => files.Text($"{policy}/{file}")));
        }

        facts.Add("cpu.frequency.boost", files.Text($"{Folder}/cpufreq/boost"));
        facts.Add("cpu.frequency.no_turbo", files.Text($"{Folder}/intel_pstate/no_turbo"));
        facts.Add("cpu.smt", files.Text($"{Folder}/smt/control"));
        facts.Add("cpu.idle.driver", files.Text($"{Folder}/cpuidle/current_driver"));
        facts.Add("cpu.idle.governor", files.Text($"{Folder}/cpuidle/current_governor"));
        foreach (var state in files.Names($"{Folder}/cpu0/cpuidle").Select(name => $"{Folder}/cpu0/cpuidle/{name}"))
            facts.Add($"cpu.idle.{Path.GetFileName(state)}", $"{files.Text($"{state}/name")} {files.Text($"{state}/latency")} us{(files.Text($"{state}/disable") == "1" ? " disabled" : "")}");
    }
}
