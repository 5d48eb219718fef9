namespace ActorBench.Measurement.Environments;

/// <summary>What the processors are, how many, and how they lie to each other.</summary>
internal sealed class CpuSource : IEnvironmentSource
{
    private const string CpuInfo = "/proc/cpuinfo";
    private const string Folder = "/sys/devices/system/cpu";

    public bool Lasting => true;

    public void Collect(MachineFiles files, FactList facts)
    {
        // The text has a part of some thirty lines for each processor; one is like the other but for the topology, which has files of its own.
        var first = files.Lines(CpuInfo).Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0].Trim()).ToDictionary(field => field.Key, field => field.First()[1].Trim());
        facts.Add("cpu.vendor", first.GetValueOrDefault("vendor_id") ?? first.GetValueOrDefault("CPU implementer"));
        facts.Add("cpu.model", first.GetValueOrDefault("model name") ?? first.GetValueOrDefault("CPU part"));
        facts.Add("cpu.family", first.GetValueOrDefault("cpu family") ?? first.GetValueOrDefault("CPU architecture"));
        facts.Add("cpu.model_number", first.GetValueOrDefault("model") ?? first.GetValueOrDefault("CPU variant"));
        facts.Add("cpu.stepping", first.GetValueOrDefault("stepping") ?? first.GetValueOrDefault("CPU revision"));
        facts.Add("cpu.microcode", first.GetValueOrDefault("microcode"));
        facts.Add("cpu.flags", (first.GetValueOrDefault("flags") ?? first.GetValueOrDefault("Features") ?? "").Split(' '));
        facts.Add("cpu.bugs", (first.GetValueOrDefault("bugs") ?? "").Split(' '));
        facts.Add("cpu.online", files.Text($"{Folder}/online"));
        facts.Add("cpu.present", files.Text($"{Folder}/present"));
        facts.Add("cpu.isolated", files.Text($"{Folder}/isolated"));
        facts.Add("cpu.tickless", files.Text($"{Folder}/nohz_full"));
        Topology(files, facts);
        Caches(files, facts);
    }

    private static void Topology(MachineFiles files, FactList facts)
    {
        var cpus = files.Names(Folder).Where(name => name.StartsWith("cpu", StringComparison.Ordinal) && name[3..].All(char.IsDigit) && name.Length > 3)
            .Select(name => $"{Folder}/{name}/topology").ToList();
        facts.Add("cpu.packages", Count(cpu => files.Text($"{cpu}/physical_package_id")));
        facts.Add("cpu.cores", Count(cpu => files.Text($"{cpu}/core_id") is { } core ? $"{files.Text($"{cpu}/physical_package_id")}:{core}" : null));
        facts.Add("cpu.siblings", cpus.Select(cpu => files.Text($"{cpu}/thread_siblings_list")));
        facts.Add("memory.numa_nodes", files.Names("/sys/devices/system/node").Count(name => name.StartsWith("node", StringComparison.Ordinal)) is > 0 and var nodes ? nodes : null);

        long? Count(Func<string, string?> place) => cpus.Select(place).OfType<string>().Distinct().Count() is > 0 and var count ? count : null;
    }

    private static void Caches(MachineFiles files, FactList facts)
    {
        foreach (var cache in files.Names($"{Folder}/cpu0/cache").Where(name => name.StartsWith("index", StringComparison.Ordinal)).Select(name => $"{Folder}/cpu0/cache/{name}"))
        {
            if (files.Text($"{cache}/level") is { } level)
                facts.Add($"cpu.cache.l{level}_{files.Text($"{cache}/type")?.ToLowerInvariant()}", files.Text($"{cache}/size"));
        }
    }
}
