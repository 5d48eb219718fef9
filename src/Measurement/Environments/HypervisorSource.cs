using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace ActorBench.Measurement.Environments;

/// <summary>What the machine runs on, as far as it tells: the processor's own word, the firmware's, Xen's, a container's.</summary>
internal sealed class HypervisorSource : IEnvironmentSource
{
    private const string Firmware = "/sys/class/dmi/id";
    private const int HypervisorLeaf = 0x4000_0000;
    private const int HypervisorBit = 31;

    public bool Lasting => true;

    public void Collect(MachineFiles files, FactList facts)
    {
        facts.Add("hypervisor.signature", Signature());
        facts.Add("hypervisor.type", files.Text("/sys/hypervisor/type"));
        facts.Add("hypervisor.version", files.Text("/sys/hypervisor/version/major") is { } major
            ? $"{major}.{files.Text("/sys/hypervisor/version/minor")}{files.Text("/sys/hypervisor/version/extra")}"
            : null);
        facts.Add("hypervisor.openvz", files.Exists("/proc/vz") ? files.Exists("/proc/bc") ? "host" : "guest" : null);
        facts.Add("hypervisor.container", files.Text("/run/systemd/container") ?? (files.Exists("/.dockerenv") ? "docker" : files.Exists("/run/.containerenv") ? "podman" : null));
        // Not the serial number: it says who, and not what.
        foreach (var name in (string[])["sys_vendor", "product_name", "product_version", "board_name", "bios_version"])
            facts.Add($"machine.{name}", files.Text($"{Firmware}/{name}"));
        facts.Add("machine.device_tree", files.Text("/proc/device-tree/model")?.TrimEnd('\0'));
    }

    /// <summary>Twelve letters such as <c>KVMKVMKVM</c>, which a hypervisor puts where a processor has nothing to say.</summary>
    private static string? Signature()
    {
        if (!X86Base.IsSupported || (X86Base.CpuId(1, 0).Ecx >> HypervisorBit & 1) == 0) return null;
        var (_, ebx, ecx, edx) = X86Base.CpuId(HypervisorLeaf, 0);
        return Encoding.ASCII.GetString(MemoryMarshal.AsBytes([ebx, ecx, edx])).Trim('\0', ' ');
    }
}
