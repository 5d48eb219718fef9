using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using ActorBench.Tests;

namespace ActorBench.Cluster.Tests;

/// <summary>A stranger on the data network who writes another's address on what it sends, while real agents measure there.</summary>
public sealed class SpoofSpecs(ITestOutputHelper output)
{
    private const int DataPort = 4054;
    private const int Datagrams = 20_000;

    private static readonly string Program = $"DOTNET_ROOT={Environment.GetEnvironmentVariable("DOTNET_ROOT")} ACTORBENCH_SPOOL=none {Actorbench.Program}";

    private const string Campaign = """
        name: spoofed
        hosts: [a, b]
        platforms: [native]
        protocols: { udp: { sizes: [1 B, 1 KiB] } }
        trial: { duration: 4 s }
        repetitions: 1
        """;

    [Fact]
    public async Task Its_victim_receives_nothing_of_a_trial_and_the_trial_counts()
    {
        using var place = new Place();
        await using var hub = await Machine.StartAsync("hub");
        await using var a = await Machine.StartAsync("a");
        await using var b = await Machine.StartAsync("b");
        await using var stranger = await Machine.StartAsync("c");
        await using var victim = await Machine.StartAsync("v");
        await Machine.JoinAsync(hub, "manage", (a, "10.79.0.1/24"), (b, "10.79.0.2/24"));
        await Machine.JoinAsync(hub, "data", (a, "10.78.0.1/24"), (b, "10.78.0.2/24"), (stranger, "10.78.0.3/24"), (victim, "10.78.0.4/24"));
        await a.DoAsync($"cd {place.Folder} && {Program} coordinator --store store.db --management-address 10.79.0.1 --insecure &");
        await a.UntilSaidAsync("coordinator 10.79.0.1:4053 is up");
        foreach (var (machine, last) in new[] { (a, 1), (b, 2) })
            await machine.DoAsync($"{Program} host --host {machine.Name} --coordinator 10.79.0.1:4053 --management-address 10.79.0.{last} --data-address 10.78.0.{last} --data-port {DataPort} --insecure &");

        using var received = victim.Inside(() => Raw(ProtocolType.Udp));
        var running = a.DoAsync($"{Program} run {place.Write("campaign.yaml", Campaign)} --coordinator 127.0.0.1:9110");
        using var forged = stranger.Inside(() => Raw(ProtocolType.Udp));
        forged.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.HeaderIncluded, true);
        var before = await BytesAsync(victim);
        var sent = await ForgeAsync(forged, running);
        await running;

        var reached = await BytesAsync(victim) - before;
        output.WriteLine($"{sent} B were sent in the victim's name, {reached} B reached it");
        Assert.Equal(0, received.Available);
        Assert.True(reached <= sent, $"{reached} B reached the victim for {sent} B that were sent in its name.");
        Assert.Contains("2 accepted", await a.DoAsync($"{Program} status --coordinator 127.0.0.1:9110 && {Program} export -o csv --coordinator 127.0.0.1:9110 | grep -c ',true,' | sed 's/$/ accepted/'"), StringComparison.Ordinal);
    }

    /// <summary>Until the campaign has ended: datagrams of many lengths to both ends' data ports.</summary>
    private static async Task<long> ForgeAsync(Socket forged, Task running)
    {
        var sent = 0L;
        for (var i = 0; i < Datagrams || !running.IsCompleted; i++)
        {
            if (i % 100 == 0) await Task.Delay(10);
            if (i > 50 * Datagrams) break;
            var packet = Packet(from: "10.78.0.4", to: $"10.78.0.{1 + (i % 2)}", payload: 1 + (i % 1024));
            sent += forged.SendTo(packet, new IPEndPoint(IPAddress.Parse($"10.78.0.{1 + (i % 2)}"), DataPort));
        }

        return sent;
    }

    /// <summary>RFC 791 and 768; the kernel fills the header's sum, and a datagram may go without its own.</summary>
    private static byte[] Packet(string from, string to, int payload)
    {
        var packet = new byte[28 + payload];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[8] = 64;
        packet[9] = 17;
        IPAddress.Parse(from).GetAddressBytes().CopyTo(packet, 12);
        IPAddress.Parse(to).GetAddressBytes().CopyTo(packet, 16);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(20), 40_000);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(22), DataPort);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(24), (ushort)(8 + payload));
        return packet;
    }

    private static Socket Raw(ProtocolType protocol) => new(AddressFamily.InterNetwork, SocketType.Raw, protocol);

    private static async Task<long> BytesAsync(Machine machine) =>
        long.Parse((await machine.DoAsync("ip -s -o link show data | sed 's/.*RX:[^\\\\]*\\\\ *\\([0-9]*\\).*/\\1/'")).Trim(), System.Globalization.CultureInfo.InvariantCulture);
}
