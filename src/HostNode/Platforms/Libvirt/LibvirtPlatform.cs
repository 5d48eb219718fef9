using System.Diagnostics;
using System.Globalization;
using ActorBench.HostNode.Images;
using ActorBench.HostNode.Platforms.Machines;
using ActorBench.Messages.Agents;

namespace ActorBench.HostNode.Platforms.Libvirt;

/// <summary>Guests that libvirt keeps, whatever hypervisor it drives: which one it was is a fact of every trial.</summary>
internal sealed class LibvirtPlatform(Func<GuestImage?> find) : IPlatformDriver
{
    public const string Name = "libvirt";

    private Virsh? _virsh;
    private string? _type;

    public string Platform => Name;

    public int Number => 13;

    /// <summary>As long as an emulated machine may take that a host node starts itself.</summary>
    public TimeSpan StartBound { get; } = TimeSpan.FromSeconds(150);

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
                return find() is null ? GuestImage.NotMade : null;
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
        var image = find() ?? throw new ToolException(GuestImage.Gone, null);
        var (network, name) = (order.Network, order.Network.GuestName(Name));
        var addresses = network.GuestAddresses(Number);
        var folder = MachineFolder.Of(name);
        await Remove(virsh, name, network.Prefix);
        DomainEnd? end = null;
        try
        {
            // A property of the machine, and its probe may take seconds.
            var type = _type ??= await TypeOf(virsh, ct);
            var facts = Facts(await virsh.Run(["version"], network.Prefix, ct), virsh, type);
            var machine = MachineOrder.Of(order, GuestWords.Fill(order.Command, addresses, facts));
            Directory.CreateDirectory(folder);
            machine.WriteDisk(Path.Combine(folder, "order"));
            var console = Path.Combine(folder, "console");
            var xml = new DomainXml(
                name, type, image, Path.Combine(folder, "order"), MachineLine.For(network, Number, type == "xen" ? "hvc0" : "ttyS0"), DomainLinks.Of(network, Number), console, machine.Cpu);
            var file = Path.Combine(folder, "domain.xml");
            await File.WriteAllTextAsync(file, xml.Text(), ct);
            await virsh.Run(["define", "--validate", file], network.Prefix, ct);
            end = new DomainEnd(virsh, name);
            await virsh.Run(["start", name], network.Prefix, ct);
            var made = DomainXml.Read(await virsh.Run(["dumpxml", name], network.Prefix, ct));
            DomainLinks.Check("libvirt", (made.Type, [.. made.Links.Select(link => link.Bridge)]), type, network, Number);
            // Xen's console is no file; there the coordinator alone sees the guest's node.
            if (type != "xen") await Registered(console, order, end, ct);
            facts["guest.start_ms"] = clock.ElapsedMilliseconds.ToString(CultureInfo.InvariantCulture);
            var domain = new DomainSwitch(
                "suspend", "resume",
                async token => (await virsh.State(name, network.Prefix, token)).State,
                (word, token) => virsh.Run([word, name], network.Prefix, token));
            return new DomainGuest(Name, addresses, facts, domain, end.Seen, end, () => Remove(virsh, name, network.Prefix));
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
        if (!Directory.Exists(MachineFolder.Of(name))) return;
        await virsh.Remove(name, prefix);
        MachineFolder.Delete(name);
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
            [GuestFactNames.Emulated] = type == "qemu" ? "true" : "false",
        };
    }
}
