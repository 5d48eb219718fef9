using System.Globalization;
using System.Net;
using ActorBench.HostNode.Labs;

namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>The folder of one machine, and its two links: a tap in the host's bridge, and one that leads to the management network.</summary>
/// <remarks>
/// A tap can be opened only where it stands, and both must stand where QEMU runs: so in a lab, whose management network stands elsewhere, the
/// second one is led across by a bridge and a veth of its own.
/// </remarks>
internal sealed class MachinePlace(string platform, int number, HostNetwork network)
{
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(5);

    /// <summary>What everything of the machine is named by; QEMU carries it in its command line.</summary>
    public string Name { get; } = network.GuestName(platform);

    public HostNetwork Network => network;

    /// <summary>The platform's.</summary>
    public int Number => number;

    public string Folder { get; } = MachineFolder.Of(network.GuestName(platform));

    public string Socket => Path.Combine(Folder, "qmp");

    public string Console => Path.Combine(Folder, "console");

    public string Disk => Path.Combine(Folder, "order");

    public string PidFile => Path.Combine(Folder, "pid");

    public GuestAddresses Addresses { get; } = network.GuestAddresses(number);

    public IPAddress? ManagementAddress { get; } = network.GuestManagementAddress(number);

    public string DataTap => $"tg{number}";

    public string ManagementTap => $"tm{number}";

    public string DataMac => Macs.OfGuest(number, network);

    public string ManagementMac => Macs.OfManagement(number, network);

    /// <summary>Before a command, it makes that command run where the host's bridge is.</summary>
    public IReadOnlyList<string> Enter => network.HostNamespace.Length == 0
        ? []
        : [Tool.Find("nsenter") ?? "nsenter", $"--net={NetworkNamespace.PathOf(network.HostNamespace)}", "--"];

    // Beside the kinds of links that Macs knows.
    private const int AcrossKind = 11;

    private bool IsApart => network.ManagementBridge != network.HostNamespace;

    private string ManagementPort => $"g{network.HostNumber}n{number}";

    private string Across => $"vm{number}";

    private string AcrossBridge => $"bm{number}";

    public async Task Create(CancellationToken ct)
    {
        Directory.CreateDirectory(Folder);
        await IpBatch.Run("ip", network.HostNamespace, Links(), network.Prefix, ct);
        if (ManagementAddress is null) return;
        var port = IsApart ? ManagementPort : ManagementTap;
        await IpBatch.Run(
            "ip", network.ManagementBridge, [$"link set {port} master {network.ManagementLink} up", $"link set {port} type bridge_slave isolated on"], network.Prefix, ct);
    }

    /// <summary>Succeeds on a half-made and on a missing machine, and takes no token: it is how things are undone.</summary>
    public async Task Remove()
    {
        if (!Directory.Exists(Folder)) return;
        await Kill(Name);
        if (network.HostNamespace.Length == 0 || File.Exists(NetworkNamespace.PathOf(network.HostNamespace)))
        {
            await IpBatch.RunAll(
                network.HostNamespace, [.. ((string[])[DataTap, ManagementTap, Across, AcrossBridge]).Select(link => $"link del {link}")], network.Prefix, CancellationToken.None);
        }

        MachineFolder.Delete(Name);
    }

    /// <summary>Ends the machines whose names begin with a lab's, and removes their folders; their links go with their hosts.</summary>
    public static async Task RemoveAll(string prefix, string platform)
    {
        foreach (var name in MachineFolder.Names(prefix, platform))
        {
            await Kill(name);
            MachineFolder.Delete(name);
        }
    }

    /// <returns>The last line that is not empty; the kernel's and the init's.</returns>
    public string LastConsoleLine() => File.Exists(Console) ? Tool.LastLine(File.ReadAllText(Console)) : "";

    // A bridge takes the smallest MTU of its ports: a link with the default one would silently change the whole host's.
    private IReadOnlyList<string> Links() =>
    [
        $"tuntap add {DataTap} mode tap",
        $"link set {DataTap} mtu {network.Mtu} master {network.DataBridge} up",
        .. ManagementAddress is null ? Array.Empty<string>() : [$"tuntap add {ManagementTap} mode tap"],
        .. ManagementAddress is null || !IsApart ? Array.Empty<string>() :
        [
            $"link add {Across} type veth peer name {ManagementPort} netns {network.ManagementBridge}",
            $"link add {AcrossBridge} address {Macs.Of(AcrossKind, network.HostNumber, number)} type bridge stp_state 0 forward_delay 0 mcast_snooping 0",
            $"link set {Across} master {AcrossBridge} up",
            $"link set {ManagementTap} master {AcrossBridge} up",
            $"link set {AcrossBridge} up",
        ],
    ];

    // Its number may be another process's by now; its own command line says whose it is.
    private static async Task Kill(string name)
    {
        var file = Path.Combine(MachineFolder.Of(name), "pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var pid)) return;
        var until = DateTime.UtcNow + KillLimit;
        while (IsOurs(pid, name))
        {
            LinuxCalls.SendSignal(pid, LinuxCalls.SigKill);
            if (DateTime.UtcNow > until) throw new ToolException($"QEMU of {name}, process {pid}, did not end within {KillLimit.TotalSeconds} s of SIGKILL.", null);
            await Task.Delay(10);
        }
    }

    private static bool IsOurs(int pid, string name)
    {
        try
        {
            // Empty once it has ended and nobody has asked for its code.
            var words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
            var at = Array.IndexOf(words, "-name");
            return at >= 0 && at + 1 < words.Length && words[at + 1] == name;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
