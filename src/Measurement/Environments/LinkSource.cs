using System.Globalization;
using System.Net;
using ActorBench.Measurement.Machine;

namespace ActorBench.Measurement.Environments;

/// <summary>The interface that carries the data address, and those below it.</summary>
internal sealed class LinkSource(IPAddress dataAddress) : IEnvironmentSource
{
    public bool Lasting => false;

    public void Collect(MachineFiles files, FactList facts)
    {
        using var link = DataLink.TryFind(dataAddress);
        if (link is null) return;
        var attributes = link.Attributes.ToArray();
        facts.Add("link.name", link.Name);
        facts.Add("link.kind", LinkAttributes.KindOf(attributes) ?? (IPAddress.IsLoopback(dataAddress) ? "loopback" : "physical"));
        facts.Add("link.mtu", LinkAttributes.Number(attributes, LinkAttributes.Mtu));
        facts.Add("link.qdisc", LinkAttributes.Text(attributes, LinkAttributes.Qdisc));
        facts.Add("link.queue_length", LinkAttributes.Number(attributes, LinkAttributes.QueueLength));
        facts.Add("link.queues", $"rx {LinkAttributes.Number(attributes, LinkAttributes.ReceiveQueues)} tx {LinkAttributes.Number(attributes, LinkAttributes.TransmitQueues)}");
        facts.Add("link.features", link.Features);
        facts.Add("link.driver", link.Details.Driver()?.Driver);
        facts.Add("link.driver_version", link.Details.Driver()?.Version);
        facts.Add("link.firmware", link.Details.Driver()?.Firmware);
        facts.Add("link.speed", link.Details.Speed() is var (speed, duplex) ? $"{speed} Mbit/s {duplex}" : null);
        facts.Add("link.rings", link.Details.Rings());
        facts.Add("link.channels", link.Details.Channels());
        facts.Add("link.coalescing", link.Details.Coalescing());
        foreach (var (name, kind, qdisc) in link.Members().Where(IsPartOfTheWay)) facts.Add($"link.member.{name}", $"{kind ?? "physical"} {qdisc}");
        if (IsShown(files, link.Name, link.Index, LinkAttributes.Find(attributes, LinkAttributes.Address))) Steering(files, facts, link.Name);
    }

    /// <summary>A bridge's other ports are its guests': they come and go, and have no queue of their own or a process behind it.</summary>
    private static bool IsPartOfTheWay((string Name, string? Kind, string? Qdisc) member) =>
        member.Kind is null || (member.Kind != "tun" && member.Qdisc != "noqueue");

    /// <summary>The folder may be another namespace's, with an interface of the same name.</summary>
    private static bool IsShown(MachineFiles files, string name, int index, ReadOnlySpan<byte> address) =>
        files.Text($"/sys/class/net/{name}/ifindex") == index.ToString(CultureInfo.InvariantCulture)
        && files.Text($"/sys/class/net/{name}/address")?.Replace(":", "", StringComparison.Ordinal) == Convert.ToHexStringLower(address);

    private static void Steering(MachineFiles files, FactList facts, string name)
    {
        var queues = files.Names($"/sys/class/net/{name}/queues").Select(queue => $"/sys/class/net/{name}/queues/{queue}").ToList();
        facts.Add("link.receive_steering", queues.Select(queue => files.Text($"{queue}/rps_cpus")));
        facts.Add("link.transmit_steering", queues.Select(queue => files.Text($"{queue}/xps_cpus")));
    }
}
