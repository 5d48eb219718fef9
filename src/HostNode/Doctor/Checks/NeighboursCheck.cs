namespace ActorBench.HostNode.Doctor.Checks;

/// <summary>Linux answers for any of its addresses on any of its links, so data may go over the link that was not meant.</summary>
internal sealed class NeighboursCheck : IMachineCheck
{
    private const string All = "/proc/sys/net/ipv4/conf/all";

    public string Id => "arp";

    public Finding Look(Patient patient)
    {
        // The first word of each line but the first is the interface of a route.
        var links = patient.Files.Lines("/proc/self/net/route").Skip(1).Select(line => line.Split('\t')[0]).Distinct().Count();
        if (patient.Files.Text($"{All}/proxy_arp") == "1")
            return this.Warning("the machine answers ARP for other machines (proxy_arp)", "sudo sysctl -w net.ipv4.conf.all.proxy_arp=0");
        return links > 1 && patient.Files.Text($"{All}/arp_ignore") == "0"
            ? this.Warning($"{links} interfaces with addresses, and each answers ARP for the addresses of all", "sudo sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2")
            : this.Ok(links > 1 ? $"{links} interfaces with addresses, each answers for its own" : "no two interfaces that could answer for each other");
    }
}
