using System.Net;
using System.Net.NetworkInformation;

namespace ActorBench.HostNode.Doctor.Checks;

/// <summary>On a link that carries both, exchanges hold messages back and messages disturb exchanges.</summary>
/// <param name="linkOf">Name of the interface that has an address; null for none.</param>
internal sealed class SharedLinkCheck(IPAddress management, IPAddress data, Func<IPAddress, string?> linkOf) : IMachineCheck
{
    public SharedLinkCheck(IPAddress management, IPAddress data)
        : this(management, data, LinkOf)
    {
    }

    public string Id => "shared-link";

    public Finding Look(Patient patient) => (linkOf(management), linkOf(data)) switch
    {
        (null, _) => this.Blocking($"no interface of this machine has the management address {management}", "see the addresses with: ip -brief address"),
        (_, null) => this.Blocking($"no interface of this machine has the data address {data}", "see the addresses with: ip -brief address"),
        (var one, var other) when one == other => this.Warning(
            $"messages ({management}) and exchanges ({data}) share the link {one}", "give --management-address an address of another link than --data-address"),
        (var one, var other) => this.Ok($"messages go over {one}, exchanges over {other}"),
    };

    private static string? LinkOf(IPAddress address) => NetworkInterface.GetAllNetworkInterfaces()
        .FirstOrDefault(link => link.GetIPProperties().UnicastAddresses.Any(one => one.Address.Equals(address)))?.Name;
}
