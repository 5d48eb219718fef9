using System.Globalization;
using System.Text.RegularExpressions;
using ActorBench.HostNode.Images;
using ActorBench.Messages.Agents;

namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>The command line of one QEMU, and what it makes of the machine.</summary>
internal sealed partial record QemuWords(string Accelerator, string CpuModel, bool Vhost, int MemoryMiB)
{
    public const string Program = "qemu-system-x86_64";
    public const string Port = "parent";

    private const string Nic = "virtio-net-pci";

    /// <summary>What every .NET of these years asks of a processor, and nothing that a hypervisor inside would have to hide.</summary>
    public const string PlainCpu = "qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt,+cx16";

    /// <summary>Nothing but what is named; and the random numbers of the host, without which a machine waits for its own.</summary>
    public static IReadOnlyList<string> Bare { get; } =
        ["-display", "none", "-nodefaults", "-no-user-config", "-no-reboot", "-object", "rng-random,id=rng,filename=/dev/urandom", "-device", "virtio-rng-pci,rng=rng"];

    /// <summary>A port whose end, when we end, is the end of the node's input.</summary>
    public static IReadOnlyList<string> ParentPort { get; } =
        ["-chardev", $"stdio,id={Port},signal=off", "-device", "virtio-serial-pci", "-device", $"virtserialport,chardev={Port},name={Port}"];

    /// <summary>Interpreted by the host's own instructions, one machine's processor on one thread.</summary>
    public static QemuWords Emulated { get; } = new("tcg", "max", Vhost: false, MemoryMiB: 320);

    public static QemuWords Virtualised(bool vhost) => new("kvm", "host", vhost, MemoryMiB: 320);

    public IReadOnlyList<string> Of(MachinePlace place, GuestImage image) =>
    [
        Program, "-name", place.Name, "-machine", "pc", "-accel", Accelerator, "-cpu", CpuModel, "-smp", "1", "-m", Text(MemoryMiB),
        .. Bare,
        "-pidfile", place.PidFile, "-serial", $"file:{place.Console}", "-qmp", $"unix:{place.Socket},server=on,wait=off",
        .. ParentPort,
        .. Link("data", place.DataTap, place.DataMac, place.Network.Mtu, Vhost),
        .. place.ManagementAddress is null ? [] : Link("management", place.ManagementTap, place.ManagementMac, mtu: null, Vhost),
        "-drive", $"file={image.Program},format=raw,if=virtio,readonly=on",
        "-drive", $"file={place.Disk},format=raw,if=virtio,readonly=on",
        "-kernel", image.Kernel, "-initrd", image.Initrd, "-append", MachineLine.For(place.Network, place.Number, "ttyS0", Port),
    ];

    /// <summary>For the record of each trial.</summary>
    public IReadOnlyDictionary<string, string> Facts(MachinePlace place, string version) => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["guest.wiring"] = "tap",
        ["guest.nic"] = Nic,
        ["guest.vhost"] = Vhost ? "on" : "off",
        ["guest.tool"] = version,
        ["guest.accelerator"] = Accelerator,
        [GuestFactNames.Emulated] = Accelerator == "tcg" ? "true" : "false",
        ["guest.cpu_model"] = CpuModel,
    };

    /// <param name="printed">What <c>--version</c> prints.</param>
    /// <returns>qemu 7.2.22</returns>
    public static string Version(string printed) => VersionNumber().Match(printed) is { Success: true } found ? $"qemu {found.Groups[1].Value}" : "qemu";

    public static IReadOnlyList<string> Link(string id, string tap, string mac, int? mtu, bool vhost) =>
    [
        "-netdev", $"tap,id={id},ifname={tap},script=no,downscript=no,vhost={(vhost ? "on" : "off")}",
        "-device", $"{Nic},netdev={id},mac={mac}{(mtu is { } bytes ? $",host_mtu={Text(bytes)}" : "")}",
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"version (\d+(\.\d+)+)")]
    private static partial Regex VersionNumber();
}
