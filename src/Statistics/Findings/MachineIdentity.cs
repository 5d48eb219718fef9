namespace ActorBench.Statistics.Findings;

/// <summary>What the facts of a machine say that it is, one word for each fact that names something.</summary>
internal static class MachineIdentity
{
    private const string BareMetal = "bare metal";

    /// <summary>What a processor answers to the question for its hypervisor; a guest of Xen that is paravirtualized may read its host's.</summary>
    private static readonly Dictionary<string, string> Signatures = new(StringComparer.Ordinal)
    {
        ["KVMKVMKVM"] = "kvm",
        ["Linux KVM Hv"] = "kvm",
        ["TCGTCGTCGTCG"] = "tcg",
        ["VMwareVMware"] = "vmware",
        ["Microsoft Hv"] = "hyper-v",
        ["XenVMMXenVMM"] = "xen",
        ["VBoxVBoxVBox"] = "virtualbox",
        ["bhyve bhyve"] = "bhyve",
        ["lrpepyh vr"] = "parallels",
        ["prl hyperv"] = "parallels",
    };

    /// <summary>How the firmware's vendor or product begins.</summary>
    private static readonly (string Start, string Word)[] Firmware =
    [
        ("VMware", "vmware"), ("Microsoft Corporation Virtual", "hyper-v"), ("Xen", "xen"), ("VirtualBox", "virtualbox"), ("innotek", "virtualbox"),
        ("Parallels", "parallels"), ("Amazon EC2", "aws"), ("Google Compute Engine", "google"), ("Virtuozzo", "openvz"), ("OpenVZ", "openvz"),
    ];

    /// <summary>Virtual NICs that only one hypervisor has. Virtio is many's.</summary>
    private static readonly Dictionary<string, string> Drivers = new(StringComparer.Ordinal)
    {
        ["vmxnet3"] = "vmware",
        ["vmxnet"] = "vmware",
        ["hv_netvsc"] = "hyper-v",
        ["vif"] = "xen",
        ["xen_netfront"] = "xen",
        ["ena"] = "aws",
        ["gve"] = "google",
    };

    /// <summary>Words in a platform's name, and the identities that bear them out.</summary>
    private static readonly (string Word, string[] Identities)[] Claims =
    [
        ("vmware", ["vmware"]), ("esxi", ["vmware"]), ("hyper-v", ["hyper-v"]), ("hyperv", ["hyper-v"]), ("azure", ["hyper-v"]),
        ("kvm", ["kvm"]), ("tcg", ["tcg"]), ("xen", ["xen"]), ("virtualbox", ["virtualbox"]), ("vbox", ["virtualbox"]), ("bhyve", ["bhyve"]),
        ("parallels", ["parallels"]), ("openvz", ["openvz"]), ("aws", ["aws"]), ("ec2", ["aws"]), ("gcp", ["google"]), ("google", ["google"]),
        ("metal", [BareMetal]), ("baremetal", [BareMetal]), ("physical", [BareMetal]),
    ];

    /// <returns>The word of a platform's name that the facts contradict, and the facts; null where none does, or they say nothing.</returns>
    public static (string Word, string Evidence)? Contradicted(string platform, IReadOnlyDictionary<string, string> facts)
    {
        var words = platform.Split('-');
        var claimed = Claims.Where(claim => words.Contains(claim.Word) || (claim.Word.Contains('-', StringComparison.Ordinal) && $"-{platform}-".Contains($"-{claim.Word}-", StringComparison.Ordinal))).ToList();
        var said = Of(facts).ToList();
        // One fact in favour is enough: a hypervisor may well answer with another's signature, for guests that know only that one.
        if (claimed.Count == 0 || said.Count == 0 || said.Any(one => claimed.Any(claim => claim.Identities.Contains(one.Identity)))) return null;
        return (claimed[0].Word, string.Join(", ", said.Select(one => one.Fact)));
    }

    private static IEnumerable<(string Identity, string Fact)> Of(IReadOnlyDictionary<string, string> facts)
    {
        if (facts.GetValueOrDefault("hypervisor.type") is "xen") yield return ("xen", "hypervisor.type: xen");
        if (facts.GetValueOrDefault("hypervisor.openvz") is "guest") yield return ("openvz", "hypervisor.openvz: guest");
        if (facts.GetValueOrDefault("hypervisor.signature") is { } signature && Signatures.TryGetValue(signature, out var hypervisor))
            yield return (hypervisor, $"hypervisor.signature: {signature}");
        // Vendor and product in one: Microsoft's own laptops have the vendor of Hyper-V's machines.
        string[] names = ["machine.sys_vendor", "machine.product_name"];
        var whole = string.Join(' ', names.Select(name => facts.GetValueOrDefault(name)).OfType<string>());
        foreach (var name in names)
        {
            if (facts.GetValueOrDefault(name) is not { } text) continue;
            foreach (var (start, word) in Firmware.Where(one => text.StartsWith(one.Start, StringComparison.Ordinal) || (name == names[0] && whole.StartsWith(one.Start, StringComparison.Ordinal))))
                yield return (word, $"{name}: {text}");
        }

        if (facts.GetValueOrDefault("link.driver") is { } driver && Drivers.TryGetValue(driver, out var maker)) yield return (maker, $"link.driver: {driver}");
        // Linux on bare metal has no such flag; where there are no flags at all, the processor is of a kind that would not say.
        if (facts.GetValueOrDefault("cpu.flags") is { } flags && !flags.Split(' ').Contains("hypervisor") && !facts.ContainsKey("hypervisor.signature"))
            yield return (BareMetal, "cpu.flags: no hypervisor");
    }
}
