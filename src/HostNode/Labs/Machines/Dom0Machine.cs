using System.Globalization;
using ActorBench.HostNode.Images;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Platforms.Machines;
using ActorBench.HostNode.Platforms.Xen;
using ActorBench.Messages.Agents;

namespace ActorBench.HostNode.Labs.Machines;

/// <summary>A lab's host that is a machine of its own: QEMU with Xen on it, and the host node in its dom0, in the place of the namespace that carries its links.</summary>
/// <param name="network">Of the namespace, whose addresses the machine has instead of it.</param>
internal sealed class Dom0Machine(HostNetwork network)
{
    // No platform's: names and links of its own beside those of guests.
    private const int Number = 15;
    private const int HostBridge = 0, ManagementBridge = 9;
    private const int MemoryMiB = 1536, Dom0MiB = 640;

    private readonly MachinePlace _place = new("dom0", Number, network);

    /// <summary>What a dead lab of this prefix has left.</summary>
    internal static Task RemoveAll(string prefix) => MachinePlace.RemoveAll(prefix, "dom0");

    /// <summary>Takes the host's addresses from the namespace and makes the machine's links in it.</summary>
    public async Task Create(CancellationToken ct)
    {
        await IpBatch.Run("ip", network.HostNamespace, [$"addr flush dev {network.DataBridge}", $"addr flush dev {network.ManagementLink}"], network.Prefix, ct);
        await _place.Create(ct);
    }

    /// <summary>Writes the host node's order, and says what runs the machine. The end of its standard input is the host node's, and with it the machine's.</summary>
    /// <param name="coordinator"><c>address:port</c>.</param>
    public IReadOnlyList<string> Command(Dom0Image image, string coordinator)
    {
        new MachineOrder(Arguments(coordinator), new Dictionary<string, string>(), [], Cpu: null).WriteDisk(_place.Disk);
        return
        [
            .. _place.Enter,
            QemuWords.Program, "-name", _place.Name, "-machine", "pc", "-accel", "tcg", "-cpu", QemuWords.PlainCpu, "-smp", "1", "-m", Text(MemoryMiB),
            .. QemuWords.Bare, "-pidfile", _place.PidFile, "-serial", $"file:{_place.Console}", "-qmp", $"unix:{_place.Socket},server=on,wait=off",
            .. QemuWords.ParentPort,
            .. QemuWords.Link("data", _place.DataTap, _place.DataMac, network.Mtu, vhost: false),
            .. QemuWords.Link("management", _place.ManagementTap, _place.ManagementMac, mtu: null, vhost: false),
            // Nothing that is written to the system outlives the machine.
            "-drive", $"file={image.System},format=raw,if=virtio,snapshot=on",
            "-drive", $"file={image.Programs},format=raw,if=virtio,readonly=on",
            "-drive", $"file={_place.Disk},format=raw,if=virtio,readonly=on",
            "-kernel", image.Xen, "-append", $"console=com1 com1=115200,8n1 dom0_mem={Dom0MiB}M,max:{Dom0MiB}M noreboot=true",
            // The kernel and its first file system are modules to Xen; a comma would begin the next.
            "-initrd", $"{Word(image.Kernel)} {Word(KernelLine())},{Word(image.Initrd)}",
        ];
    }

    private string[] Arguments(string coordinator) =>
    [
        "--host", $"h{Text(network.HostNumber)}", "--coordinator", coordinator,
        "--management-address", $"{network.ManagementAddress}", "--data-address", $"{network.DataAddress}",
        "--guest-bridge", "xenbr0", "--guest-address", $"{XenPlatform.Pv}={network.GuestDataAddress(XenPlatform.PvNumber)}/{Text(HostNetwork.DataPrefixLength)}",
        "--guest-management-bridge", "xenbr1", "--guest-management-address", $"{XenPlatform.Pv}={network.GuestManagementAddress(XenPlatform.PvNumber)}/{Text(HostNetwork.ManagementPrefixLength)}",
        "--platforms", XenPlatform.Pv, "--fact", $"{GuestFactNames.Emulated}=true", "--lab", "--with-parent",
    ];

    private string KernelLine() => string.Join(' ',
    [
        "console=hvc0", "panic=-1", "quiet", "ipv6.disable=1", $"ab.host=h{Text(network.HostNumber)}",
        $"ab.data={network.DataAddress}/{Text(HostNetwork.DataPrefixLength)}", $"ab.mtu={Text(network.Mtu)}", $"ab.data-mac={Macs.Of(HostBridge, network.HostNumber, Number)}",
        $"ab.management={network.ManagementAddress}/{Text(HostNetwork.ManagementPrefixLength)}", $"ab.management-mac={Macs.Of(ManagementBridge, network.HostNumber, Number)}",
        $"ab.port={QemuWords.Port}",
    ]);

    private static string Word(string text) => text.Replace(",", ",,", StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
