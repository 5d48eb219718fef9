using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using ActorBench.HostNode.Images;

namespace ActorBench.HostNode.Platforms.Libvirt;

/// <summary>A guest in libvirt's words.</summary>
/// <param name="Type">qemu (emulated), kvm or xen.</param>
/// <param name="Links">MAC, bridge and MTU of each.</param>
/// <param name="Console">File that gets what the guest writes; none under Xen.</param>
/// <param name="Cpu">Null leaves the machine's processor to the scheduler.</param>
internal sealed record DomainXml(
    string Name, string Type, GuestImage Image, string Order, string KernelLine, IReadOnlyList<(string Mac, string Bridge, int Mtu)> Links, string Console, int? Cpu)
{
    public const int MemoryMiB = 320;

    private bool IsXen => Type == "xen";

    /// <summary>Without one, a domain that is defined again would be another of the same name.</summary>
    public string Uuid { get; } = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(Name)).AsSpan(0, 16)).ToString("D");

    public string Text()
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true })) Domain().WriteTo(xml);
        return text.ToString();
    }

    /// <returns>Of what <c>dumpxml</c> prints: the domain's type, and the device of the host's end of each link with its bridge.</returns>
    public static (string Type, IReadOnlyList<(string Device, string Bridge)> Links) Read(string printed)
    {
        var domain = XElement.Parse(printed);
        return (
            (string)domain.Attribute("type")!,
            [.. domain.Descendants("interface").Select(link => ((string?)link.Element("target")?.Attribute("dev") ?? "", (string?)link.Element("source")?.Attribute("bridge") ?? ""))]);
    }

    private XElement Domain() => new(
        "domain",
        new XAttribute("type", Type),
        new XElement("name", Name),
        new XElement("uuid", Uuid),
        new XElement("memory", new XAttribute("unit", "MiB"), MemoryMiB),
        new XElement("vcpu", Cpu is { } cpu ? new XAttribute("cpuset", cpu.ToString(CultureInfo.InvariantCulture)) : null, 1),
        new XElement(
            "os",
            IsXen ? new XElement("type", new XAttribute("arch", "x86_64"), new XAttribute("machine", "xenpv"), "linux")
                : new XElement("type", new XAttribute("arch", "x86_64"), new XAttribute("machine", "pc"), "hvm"),
            new XElement("kernel", Image.Kernel), new XElement("initrd", Image.Initrd), new XElement("cmdline", KernelLine)),
        IsXen ? null : new XElement("features", new XElement("acpi")),
        Type switch
        {
            "kvm" => new XElement("cpu", new XAttribute("mode", "host-passthrough")),
            "qemu" => new XElement("cpu", new XAttribute("mode", "maximum")),
            _ => null,
        },
        ((string[])["on_poweroff", "on_reboot", "on_crash"]).Select(end => new XElement(end, "destroy")),
        new XElement(
            "devices",
            Disk(0, Image.Program), Disk(1, Order),
            Links.Select(link => new XElement(
                "interface", new XAttribute("type", "bridge"),
                new XElement("mac", new XAttribute("address", link.Mac)), new XElement("source", new XAttribute("bridge", link.Bridge)),
                IsXen ? null : new XElement("model", new XAttribute("type", "virtio")),
                IsXen ? null : new XElement("mtu", new XAttribute("size", link.Mtu)))),
            IsXen ? new XElement("console", new XAttribute("type", "pty"), new XElement("target", new XAttribute("type", "xen"), new XAttribute("port", 0)))
                : new XElement("serial", new XAttribute("type", "file"), new XElement("source", new XAttribute("path", Console)), new XElement("target", new XAttribute("port", 0))),
            IsXen ? null : new XElement("rng", new XAttribute("model", "virtio"), new XElement("backend", new XAttribute("model", "random"), "/dev/urandom")),
            new XElement("memballoon", new XAttribute("model", IsXen ? "xen" : "none"))));

    private XElement Disk(int number, string file) => new(
        "disk", new XAttribute("type", "file"), new XAttribute("device", "disk"),
        IsXen ? null : new XElement("driver", new XAttribute("name", "qemu"), new XAttribute("type", "raw")),
        new XElement("source", new XAttribute("file", file)),
        new XElement("target", new XAttribute("dev", $"{(IsXen ? "xvd" : "vd")}{(char)('a' + number)}"), new XAttribute("bus", IsXen ? "xen" : "virtio")),
        new XElement("readonly"));
}
