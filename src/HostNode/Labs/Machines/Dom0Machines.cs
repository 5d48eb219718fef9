using ActorBench.HostNode.Images;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Platforms.Machines;

namespace ActorBench.HostNode.Labs.Machines;

/// <summary>The hosts of a lab as machines with Xen on them. They go with the lab's namespaces.</summary>
public sealed class Dom0Machines
{
    private readonly Dom0Image _image;
    private readonly IReadOnlyDictionary<int, Dom0Machine> _machines;

    private Dom0Machines(Dom0Image image, IReadOnlyDictionary<int, Dom0Machine> machines) => (_image, _machines) = (image, machines);

    /// <summary>From power-on until the host node has registered, six times what it takes where nothing else runs.</summary>
    public static TimeSpan StartBound { get; } = TimeSpan.FromSeconds(240);

    /// <summary>Beside the lab's own facts.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; private init; } = new Dictionary<string, string>();

    /// <returns>One sentence for each thing that such a lab needs and this machine lacks.</returns>
    public static IReadOnlyList<string> Missing() =>
    [
        .. Tool.Find(QemuWords.Program) is null ? (string[])[$"This machine has no {QemuWords.Program}: install {Tool.Package(QemuWords.Program)}."] : [],
        .. Dom0Image.Find(CacheFolder.Standard) is null ? ImageBuilder.MissingForDom0() : [],
    ];

    /// <summary>Their links; none of them runs yet.</summary>
    /// <param name="cpusAsked">The campaign's policy; machines are left to the scheduler.</param>
    public static async Task<Dom0Machines> Create(NetnsLab lab, int hosts, string cpusAsked, Dom0Image image, CancellationToken ct)
    {
        // QEMU reads the kernel and its words from one argument and parts them by spaces.
        if (image.Kernel.Contains(' ', StringComparison.Ordinal))
            throw new ToolException($"{image.Kernel} has a space in it, which QEMU can't read for a machine with Xen: choose another folder with {CacheFolder.Variable}.", null);

        var machines = Enumerable.Range(1, hosts).ToDictionary(host => host, host => new Dom0Machine(lab.Host(host)));
        foreach (var machine in machines.Values) await machine.Create(ct);
        var qemu = QemuWords.Version(await Tool.Run(QemuWords.Program, ["--version"], TimeSpan.FromSeconds(5), ct));
        return new Dom0Machines(image, machines)
        {
            Facts = new Dictionary<string, string>
            {
                ["machines"] = "xen",
                ["machines_by"] = $"{qemu} tcg",
                ["hypervisor"] = $"xen {image.Version}",
                ["emulated"] = "true",
                ["cpus_asked"] = cpusAsked,
            },
        };
    }

    /// <inheritdoc cref="Dom0Machine.Command"/>
    public IReadOnlyList<string> Command(int host, string coordinator) => _machines[host].Command(_image, coordinator);
}
