using System.Net;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Environments;

/// <summary>Takes the fingerprint of the machine that an endpoint stands on, as the calling thread's namespaces show it.</summary>
/// <param name="build">Of ActorBench.</param>
/// <param name="told">Facts that can't be read from inside; null for none. What is read wins.</param>
public sealed class EnvironmentReader(IPAddress dataAddress, string build, MachineFiles? files = null, IEnumerable<KeyValuePair<string, string>>? told = null)
{
    private readonly MachineFiles _files = files ?? new MachineFiles();
    private readonly IEnvironmentSource[] _sources =
    [
        new KernelSource(), new CpuSource(), new PowerSource(), new MitigationSource(), new MemorySource(), new HypervisorSource(), new ClockSource(),
        new CgroupSource(), new LinkSource(dataAddress), new NetworkSettingSource(dataAddress), new ProcessSource(build),
    ];

    private FactList? _lasting;

    /// <summary>Some milliseconds, more the first time. Not for a thread that is measuring.</summary>
    public EnvironmentFingerprint Read()
    {
        _lasting ??= Collect(lasting: true);
        return EnvironmentFingerprint.Of([.. _lasting, .. Collect(lasting: false)]);
    }

    private FactList Collect(bool lasting)
    {
        var facts = new FactList();
        if (lasting && told is not null)
            foreach (var (name, value) in told) facts.Add(name, value);
        foreach (var source in _sources.Where(source => source.Lasting == lasting)) source.Collect(_files, facts);
        return facts;
    }
}
