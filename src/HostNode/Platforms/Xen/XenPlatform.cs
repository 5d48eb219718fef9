using System.Diagnostics;
using System.Globalization;
using ActorBench.HostNode.Images;
using ActorBench.HostNode.Platforms.Machines;
using ActorBench.Messages.Agents;

namespace ActorBench.HostNode.Platforms.Xen;

/// <summary>Guests that are domains of Xen, made by xl in domain 0: paravirtualized, as those of 2007 were, or PVH, which takes the processor's help and no emulated device.</summary>
internal sealed class XenPlatform(string platform, int number, string type, Func<GuestImage?> find) : IPlatformDriver
{
    public const string Pv = "xen";
    public const int PvNumber = 11;

    private const string Vendor = "/sys/class/dmi/id/sys_vendor";

    public static XenPlatform Paravirtualized(Func<GuestImage?> find) => new(Pv, PvNumber, "pv", find);

    public static XenPlatform Pvh(Func<GuestImage?> find) => new("xen-pvh", 14, "pvh", find);

    public string Platform => platform;

    public int Number => number;

    public TimeSpan StartBound { get; } = TimeSpan.FromSeconds(180);

    public string? WhyNotOn(HostNetwork network) => network.Own is not null
        ? network.WhyNoGuest(Platform, Number)
        : $"Domains of {platform} stand in the network of domain 0, not in a lab's: run `actorbench host` there, with --guest-bridge.";

    public async Task<string?> Probe(CancellationToken ct)
    {
        if (Tool.Find(Xl.Program) is null) return "This machine has no xl: install the package xen-system-amd64 and boot the machine's entry for Xen.";
        try
        {
            var capabilities = XlOutput.Info(await Xl.Run(["info"], owner: null, ct)).GetValueOrDefault("virt_caps", "").Split(' ');
            if (type == "pvh" && !(capabilities.Contains("hvm") && capabilities.Contains("hap")))
                return $"Xen gives PVH domains no memory of their own here (virt_caps: {string.Join(' ', capabilities)}; hvm and hap are needed): platform xen needs neither.";
        }
        catch (ToolException e)
        {
            return $"Xen does not answer; boot the machine's entry for Xen and run the host node as root in domain 0: {e.Message}";
        }

        return find() is null ? GuestImage.NotMade : null;
    }

    public async Task<IGuest> Start(GuestOrder order, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var image = find() ?? throw new ToolException(GuestImage.Gone, null);
        var (network, name) = (order.Network, order.Network.GuestName(platform));
        var addresses = network.GuestAddresses(number);
        var folder = MachineFolder.Of(name);
        await Remove(name, network.Prefix);
        ChildProcess? console = null;
        try
        {
            var facts = Facts(XlOutput.Info(await Xl.Run(["info"], network.Prefix, ct)));
            var machine = MachineOrder.Of(order, GuestWords.Fill(order.Command, addresses, facts));
            Directory.CreateDirectory(folder);
            machine.WriteDisk(Path.Combine(folder, "order"));
            var config = Path.Combine(folder, "domain.cfg");
            await File.WriteAllTextAsync(config, new XlConfig(name, type, image, Path.Combine(folder, "order"), MachineLine.For(network, number, "hvc0"), DomainLinks.Of(network, number)).Text(), ct);
            await Xl.Run(["create", config], network.Prefix, ct);
            DomainLinks.Check("Xen", XlOutput.Domain(await Xl.Run(["list", "--long", name], network.Prefix, ct)), type, network, number);

            var lines = new MachineLines(order.Log);
            console = ChildProcess.Start([Tool.Find(Xl.Program)!, "console", name], lines.Take);
            await lines.UntilRegistered(platform, console.Exited, StartBound, ct);
            if (machine.Cpu is { } cpu) await Xl.Run(["vcpu-pin", name, "0", cpu.ToString(CultureInfo.InvariantCulture)], network.Prefix, ct);
            facts["guest.start_ms"] = clock.ElapsedMilliseconds.ToString(CultureInfo.InvariantCulture);
            var domain = new DomainSwitch(
                "pause", "unpause",
                async token => XlOutput.State(await Xl.Run(["list", name], network.Prefix, token)),
                (word, token) => Xl.Run([word, name], network.Prefix, token));
            return new DomainGuest(platform, addresses, facts, domain, console.Exited, console, () => Remove(name, network.Prefix));
        }
        catch
        {
            await Remove(name, network.Prefix);
            if (console is not null) await console.DisposeAsync();
            throw;
        }
    }

    public async Task CleanUp(string prefix, CancellationToken ct)
    {
        foreach (var name in MachineFolder.Names(prefix, platform)) await Remove(name, prefix);
    }

    /// <summary>Succeeds on a half-made and on a missing domain, and takes no token: it is how things are undone.</summary>
    private static async Task Remove(string name, string prefix)
    {
        if (!Directory.Exists(MachineFolder.Of(name))) return;
        await Xl.Destroy(name, prefix);
        MachineFolder.Delete(name);
    }

    private SortedDictionary<string, string> Facts(IReadOnlyDictionary<string, string> info) => new(StringComparer.Ordinal)
    {
        ["guest.wiring"] = "netback in a bridge",
        ["guest.nic"] = "xen-netfront",
        ["guest.domain_type"] = type,
        ["guest.hypervisor"] = $"xen {info.GetValueOrDefault("xen_version", "?")}",
        ["guest.scheduler"] = info.GetValueOrDefault("xen_scheduler", "?"),
        ["guest.virt_caps"] = info.GetValueOrDefault("virt_caps", "?"),
        // Xen itself inside QEMU: what is measured then is the emulation.
        [GuestFactNames.Emulated] = File.Exists(Vendor) && File.ReadAllText(Vendor).Trim() is "QEMU" or "Bochs" ? "true" : "false",
    };
}
