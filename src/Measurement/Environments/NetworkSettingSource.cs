using System.Net;
using ActorBench.Measurement.Machine;

namespace ActorBench.Measurement.Environments;

/// <summary>The kernel's settings for sockets, TCP, UDP and IP in this network namespace.</summary>
internal sealed class NetworkSettingSource(IPAddress dataAddress) : IEnvironmentSource
{
    private const string Folder = "/proc/sys/net";

    private static readonly string[] Families = ["tcp_", "udp_", "ip_", "ipfrag_", "icmp_rate", "icmp_msgs"];

    /// <summary>Made at random by each kernel, and secret.</summary>
    private static readonly string[] Keys = ["tcp_fastopen_key", "netdev_rss_key"];

    private static readonly string[] OfAnInterface =
        ["forwarding", "proxy_arp", "rp_filter", "arp_ignore", "arp_announce", "arp_filter", "accept_redirects", "send_redirects", "accept_local"];

    public bool Lasting => false;

    public void Collect(MachineFiles files, FactList facts)
    {
        foreach (var name in files.Names($"{Folder}/core").Except(Keys)) facts.Add($"net.core.{name}", files.Text($"{Folder}/core/{name}"));
        foreach (var name in files.Names($"{Folder}/ipv4").Where(IsWanted)) facts.Add($"net.ipv4.{name}", files.Text($"{Folder}/ipv4/{name}"));

        using var link = DataLink.TryFind(dataAddress);
        foreach (var setting in OfAnInterface)
        {
            facts.Add($"net.ipv4.conf.all.{setting}", files.Text($"{Folder}/ipv4/conf/all/{setting}"));
            // Under one name on every platform, so that they can be compared.
            if (link is not null) facts.Add($"net.ipv4.conf.data.{setting}", files.Text($"{Folder}/ipv4/conf/{link.Name}/{setting}"));
        }

        facts.Add("net.conntrack.maximum", files.Text($"{Folder}/netfilter/nf_conntrack_max"));
        facts.Add("net.conntrack.table", files.Exists("/proc/thread-self/net/nf_conntrack") ? "present" : "absent");
        facts.Add("net.iptables.tables", files.Text("/proc/thread-self/net/ip_tables_names"));
        foreach (var hook in (string[])["iptables", "ip6tables", "arptables"])
            facts.Add($"net.bridge.{hook}", files.Text($"{Folder}/bridge/bridge-nf-call-{hook}"));
    }

    private static bool IsWanted(string name) =>
        !Keys.Contains(name) && Array.Exists(Families, family => name.StartsWith(family, StringComparison.Ordinal));
}
