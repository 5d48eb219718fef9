using System.Diagnostics;
using System.Globalization;
using System.Net;
using ActorBench.HostNode.Platforms.Machines;

namespace ActorBench.HostNode.Platforms.OpenVz;

/// <summary>Containers of OpenVZ, with its own routed device (venet) or a link in the host's bridge (veth).</summary>
internal sealed class OpenVzPlatform(string platform, int number, bool routed) : IPlatformDriver
{
    private const string Kernel = "/proc/vz";

    public static OpenVzPlatform Venet { get; } = new("openvz", 12, routed: true);

    public static OpenVzPlatform Veth { get; } = new("openvz-veth", 15, routed: false);

    public string Platform => platform;

    public int Number => number;

    public TimeSpan StartBound { get; } = TimeSpan.FromMinutes(5);

    public string? WhyNotOn(HostNetwork network) => network.Own is not null
        ? network.WhyNoGuest(Platform, Number)
        : "OpenVZ's containers stand in their machine's own network, not in a lab's: run `actorbench host` there, with --guest-bridge.";

    public async Task<string?> Probe(CancellationToken ct)
    {
        if (Installed() is not { } tool)
            return "This machine has neither prlctl nor vzctl: install OpenVZ 7 or a Virtuozzo hardware node, or vzctl with its kernel; platform routed is the same path of packets without it.";
        try
        {
            await tool.Version(ct);
            return tool is Prlctl && !routed ? "OpenVZ 7 wires links to networks of its own and not to a bridge: platform openvz, with venet, works here." : null;
        }
        catch (ToolException e)
        {
            return $"OpenVZ's tool does not answer; run the host node as root: {e.Message}";
        }
    }

    public async Task<IGuest> Start(GuestOrder order, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var tool = Installed() ?? throw new ToolException("OpenVZ's tools are gone from this machine.", null);
        var (network, name) = (order.Network, order.Network.GuestName(platform));
        var addresses = network.GuestAddresses(number);
        await Remove(tool, name, network.Prefix);
        Directory.CreateDirectory(MachineFolder.Of(name));
        try
        {
            await tool.Create(name, network.Prefix, ct);
            await Wire(tool, name, network, ct);
            await tool.Start(name, network.Prefix, ct);
            if (await tool.State(name, ct) is not GuestState.Running and var state)
                throw new ToolException($"{tool.Program} has started {name} with success, and it is {state.ToString().ToLowerInvariant()}.", null);
            if (!routed) await Address(tool, name, network, ct);
            var facts = Facts(await tool.Version(ct));
            await Deliver(tool, name, order, GuestWords.Fill(order.Command, addresses, facts), ct);
            var program = ChildProcess.Start([Tool.Find(tool.Program)!, .. tool.Inside(name, Delivery.Launcher)], order.Log);
            facts["guest.start_ms"] = clock.ElapsedMilliseconds.ToString(CultureInfo.InvariantCulture);
            return new ChildGuest(platform, addresses, facts, program, () => Remove(tool, name, network.Prefix));
        }
        catch
        {
            await Remove(tool, name, network.Prefix);
            throw;
        }
    }

    public async Task CleanUp(string prefix, CancellationToken ct)
    {
        if (Installed() is not { } tool) return;
        foreach (var name in MachineFolder.Names(prefix, platform)) await Remove(tool, name, prefix);
    }

    /// <summary>Also of a container that was there before the machine was started anew, when its folder was not.</summary>
    private static async Task Remove(VzTool tool, string name, string prefix)
    {
        await tool.Remove(name, prefix);
        MachineFolder.Delete(name);
    }

    // On OpenVZ 7 vzctl is there, too, as a front for what it was.
    private static VzTool? Installed() => Tool.Find("prlctl") is not null ? new Prlctl() : Tool.Find("vzctl") is not null ? new Vzctl() : null;

    private async Task Wire(VzTool tool, string name, HostNetwork network, CancellationToken ct)
    {
        var management = network.GuestManagementAddress(number);
        if (routed)
        {
            await tool.AddAddress(name, network.GuestDataAddress(number), network.GuestDataLength(number), network.Prefix, ct);
            if (management is not null) await tool.AddAddress(name, management, network.GuestManagementLength(number), network.Prefix, ct);
            return;
        }

        await tool.AddLink(name, "eth0", Macs.OfGuest(number, network), network.DataBridge, network.Prefix, ct);
        if (management is not null) await tool.AddLink(name, "eth1", Macs.OfManagement(number, network), network.ManagementLink, network.Prefix, ct);
    }

    /// <summary>A veth comes down and without an address.</summary>
    private async Task Address(VzTool tool, string name, HostNetwork network, CancellationToken ct)
    {
        await Up("eth0", network.GuestDataAddress(number), network.GuestDataLength(number));
        if (network.GuestManagementAddress(number) is { } management) await Up("eth1", management, network.GuestManagementLength(number));

        // The tool makes a shell's line of these words: all of them are ours, a number or an address.
        async Task Up(string device, IPAddress address, int length)
        {
            await Tool.Run(tool.Program, tool.Inside(name, "ip", "link", "set", device, "up"), VzTool.Quick, ct);
            await Tool.Run(tool.Program, tool.Inside(name, "ip", "addr", "add", string.Create(CultureInfo.InvariantCulture, $"{address}/{length}"), "dev", device), VzTool.Quick, ct);
        }
    }

    private static async Task Deliver(VzTool tool, string name, GuestOrder order, IReadOnlyList<string> command, CancellationToken ct)
    {
        var archive = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(archive)) Delivery.Write(file, order, command);
            await Tool.RunFed(tool.Program, tool.Inside(name, Delivery.Unpack), VzTool.Long, archive, order.Network.Prefix, ct);
        }
        finally
        {
            File.Delete(archive);
        }
    }

    private SortedDictionary<string, string> Facts(string version)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["guest.wiring"] = routed ? "venet" : "veth in a bridge",
            ["guest.kernel"] = NetworkNamespace.Read("kernel/osrelease"),
            ["guest.tool"] = version,
            // Then vzctl makes a container of namespaces, and what is measured is this kernel and not OpenVZ's.
            ["guest.upstream"] = Directory.Exists(Kernel) ? "false" : "true",
        };
        if (File.Exists($"{Kernel}/version")) facts["guest.openvz"] = File.ReadAllText($"{Kernel}/version").Trim();
        return facts;
    }
}
