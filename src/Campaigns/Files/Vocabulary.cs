namespace ActorBench.Campaigns.Files;

/// <summary>Every key of the language, by section, and the closed lists that grow with the project.</summary>
internal static class Vocabulary
{
    public static readonly string[] Campaign =
    [
        "version", "name", "description", "seed", "engine", "timing", "lab", "hosts", "pairs", "links", "concurrency", "platforms", "guests", "baseline", "protocols", "trial",
        "profile", "repetitions", "stop", "order", "twins", "sentinels", "retries", "thresholds",
    ];

    public static readonly string[] Stop = ["target", "min", "every", "budget"];

    public static readonly string[] Lab = ["kind", "hosts", "rate", "wire", "cpus", "mtu"];
    public static readonly string[] Trial = ["duration", "exchanges", "min-exchanges", "warmup", "drain", "response", "timeout", "sockets"];
    public static readonly string[] Sockets = ["no-delay", "send-buffer", "receive-buffer"];
    public static readonly string[] Protocol = ["sizes"];

    /// <summary>What an endpoint can be placed on; each has its driver.</summary>
    public static readonly string[] Platforms =
    [
        "native", "bridge", "routed", "macvlan", "runc", "crun", "podman", "lxc", "nspawn", "qemu-tcg", "kvm", "xen", "xen-pvh", "openvz", "openvz-veth", "libvirt",
    ];

    /// <summary>The section of a key that stands in the wrong one.</summary>
    public static string? HomeOf(string key) =>
        Trial.Contains(key) ? "trial"
        : Lab.Contains(key) ? "lab"
        : Sockets.Contains(key) ? "trial: sockets"
        : Stop.Contains(key) ? "stop"
        : key is "tcp" or "udp" ? "protocols"
        : null;
}
