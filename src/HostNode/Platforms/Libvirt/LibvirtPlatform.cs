using System.Diagnostics;
using System.Globalization;
using ActorBench.HostNode.Images;
using ActorBench.HostNode.Platforms.Machines;

namespace ActorBench.HostNode.Platforms.Libvirt;

/// <summary>Guests that libvirt keeps, whatever hypervisor it drives: which one it was is a fact of every trial.</summary>
internal sealed class LibvirtPlatform(Func<GuestImage?> find) : IPlatformDriver
{
    public const string Name = "libvirt";

    private Virsh? _virsh;

    public string Platform => Name;

    public int Number => 13;

    public TimeSpan StartBound { get; } = TimeSpan.FromSeconds(60);

    public string? WhyNotOn(HostNetwork network) => network.Own is not null
        ? network.WhyNoGuest(Platform, Number)
        : "libvirt's guests stand in libvirtd's network, not in a lab's: run `actorbench host` beside libvirtd, with --guest-bridge.";

    public async Task<string?> Probe(CancellationToken ct)
    {
        if (Tool.Find(Virsh.Program) is null) return "This machine has no virsh: install the packages libvirt-clients and libvirt-daemon-system.";
        string? why = null;
        foreach (var uri in Virsh.Candidates())
        {
            try
            {
                await new Virsh(uri).Run(["version"], owner: null, ct);
                _virsh = new Virsh(uri);
                return find() is null ? "There is no guest image of this build yet: make it with `actorbench image build`." : null;
            }
            catch (ToolException e)
            {
                why ??= e.Message;
            }
        }

        return $"libvirt does not answer; start libvirtd, and run the host node as root or in the group libvirt: {why}";
    }

    public async Task<IGuest> Start(GuestOrder order, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var virsh = _virsh ?? new Virsh(Virsh.Candidates()[0]);
        var image = find() ?? throw new ToolException("The guest image of this build is gone: make it with `actorbench image build`.", null);
        var (network, name) = (order.Network, order.Network.GuestName(Name));
        var addresses = (Data: network.GuestDataAddress(Number), Management: network.GuestManagementAddress(Number) ?? network.GuestDataAddress(Number));
        var folder = MachineFolder.Of(name);
        await Remove(virsh, name, network.Prefix);
        DomainEnd? end = null;
        try
        {
            var type = await TypeOf(virsh, ct);
            var facts = Facts(await virsh.Run(["version"], network.Prefix, ct), virsh, type);
            var machine = MachineOrder.Of(order, GuestWords.Fill(order.Command, addresses.Data, addresses.Management, facts));
            Directory.CreateDirectory(folder);
            machine.WriteDisk(Path.Combine(folder, "order"));
            var console = Path.Combine(folder, "console");
            var xml = new DomainXml(
                name, type, image, Path.Combine(folder, "order"), MachineLine.For(network, Number, type == "xen" ? "hvc0" : "ttyS0"), Links(network), console, machine.Cpu);
            var file = Path.Combine(folder, "domain.xml");
            await File.WriteAllTextAsync(file, xml.Text(), ct);
            await virsh.Run(["define", "--validate", file], network.Prefix, ct);
            end = new DomainEnd(virsh, name);
            await virsh.Run(["start", name], network.Prefix, ct);
            Check(DomainXml.Read(await virsh.Run(["dumpxml", name], network.Prefix, ct)), type, network);
            // Xen's console is no file; there the coordinator alone sees the guest's node.
            if (type != "xen") await Registered(console, order, end, ct);
            facts["guest.start_ms"] = clock.ElapsedMilliseconds.ToString(CultureInfo.InvariantCulture);
            return new LibvirtGuest(virsh, name, network, addresses, end, facts);
        }
        catch
        {
            await Remove(virsh, name, network.Prefix);
            if (end is not null) await end.DisposeAsync();
            throw;
        }
    }

    public async Task CleanUp(string prefix, CancellationToken ct)
    {
        foreach (var name in MachineFolder.Names(prefix, Name)) await Remove(_virsh ?? new Virsh(Virsh.Candidates()[0]), name, prefix);
    }

    /// <summary>Succeeds on a half-made and on a missing domain, and takes no token: it is how things are undone.</summary>
    private static async Task Remove(Virsh virsh, string name, string prefix)
    {
        var folder = MachineFolder.Of(name);
        if (!Directory.Exists(folder)) return;
        await virsh.Remove(name, prefix);
        Directory.Delete(folder, recursive: true);
    }

    // libvirt starts a KVM domain with success on a machine whose KVM runs nothing.
    private static async Task<string> TypeOf(Virsh virsh, CancellationToken ct) =>
        virsh.Uri.StartsWith("xen", StringComparison.Ordinal) ? "xen" : await KvmProbe.WhyNot(ct) is null ? "kvm" : "qemu";

    private async Task Registered(string console, GuestOrder order, DomainEnd end, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var lines = new MachineLines(order.Log);
        var reading = ConsoleFile.Follow(console, lines, stop.Token);
        try
        {
            await lines.UntilRegistered(Name, end.Seen, StartBound, ct);
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private (string Mac, string Bridge, int Mtu)[] Links(HostNetwork network) =>
    [
        (Macs.OfGuest(Number, network), network.DataBridge, network.Mtu),
        .. network.GuestManagementAddress(Number) is null ? [] : ((string, string, int)[])[(Macs.OfManagement(Number, network), network.ManagementLink, 1500)],
    ];

    private void Check((string Type, IReadOnlyList<(string Device, string Bridge)> Links) made, string type, HostNetwork network)
    {
        if (made.Type != type) throw new ToolException($"libvirt has made a domain of type {made.Type} where {type} was asked for.", null);
        var bridges = Links(network).Select(link => link.Bridge).ToArray();
        if (!made.Links.Select(link => link.Bridge).SequenceEqual(bridges))
            throw new ToolException($"libvirt has wired the domain to {string.Join(", ", made.Links.Select(link => link.Bridge))} where {string.Join(", ", bridges)} was asked for.", null);
    }

    private static SortedDictionary<string, string> Facts(string version, Virsh virsh, string type)
    {
        var said = version.Split('\n').Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["guest.wiring"] = type == "xen" ? "netback in a bridge" : "tap in a bridge",
            ["guest.nic"] = type == "xen" ? "xen-netfront" : "virtio-net",
            ["guest.hypervisor"] = said.GetValueOrDefault("Running hypervisor", "?"),
            ["guest.libvirt"] = said.GetValueOrDefault("Using library", "?"),
            ["guest.uri"] = virsh.Uri,
            ["guest.accelerator"] = type == "qemu" ? "tcg" : type,
            ["guest.emulated"] = type == "qemu" ? "true" : "false",
        };
    }
}
