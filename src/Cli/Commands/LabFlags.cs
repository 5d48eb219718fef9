using System.CommandLine;
using System.Globalization;
using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Cli.Labs;
using ActorBench.HostNode.Labs.Standing;

namespace ActorBench.Cli.Commands;

/// <summary>What describes a lab: a campaign file's <c>lab</c>, with flags laid over it.</summary>
internal sealed class LabFlags
{
    public const string DefaultName = "lab";

    /// <summary>A campaign whose lab has every default.</summary>
    private const string Smallest = "name: lab\nplatforms: [native]\nprotocols: { tcp: { sizes: [1 B] } }\n";

    private static readonly (string Flag, string Key, string Help)[] Keys =
    [
        ("--lab", "kind", "auto, loopback or netns."),
        ("--hosts", "hosts", "Number of hosts, 2 to 49."),
        ("--rate", "rate", "Of each port of the switch, such as '1 Gbit/s', or none."),
        ("--wire", "wire", "shaped or serialised."),
        ("--cpus", "cpus", "Where the two ends of a pair are pinned: shared, apart or none."),
        ("--mtu", "mtu", "Bytes."),
    ];

    private readonly Dictionary<string, Option<string?>> _keys = Keys.ToDictionary(key => key.Key, key => new Option<string?>(key.Flag) { Description = key.Help });
    private readonly Option<string> _name = new("--name") { Description = "Its name, by which it is taken down.", DefaultValueFactory = _ => DefaultName };

    private readonly Option<string?> _machines = new("--machines") { Description = $"Hosts that are machines of their own instead of namespaces: {string.Join(", ", LocalLabs.Machines)}." };

    public void AddTo(Command command)
    {
        foreach (var option in _keys.Values) command.Options.Add(option);
        command.Options.Add(_name);
        command.Options.Add(_machines.AcceptOnlyFromAmong([.. LocalLabs.Machines]));
    }

    /// <param name="file">A campaign file that has the lab; null for one with every default.</param>
    /// <exception cref="CampaignFileException">The file or a flag is wrong.</exception>
    public (string Name, LabOrder Order) Read(ParseResult parsed, string? file)
    {
        var name = parsed.GetValue(_name)!;
        if (!LabFolder.IsName(name))
            throw new CommandFailedException(ExitCode.Usage, $"--name: '{Reports.Words.Inert(name)}' does not do; take up to {LabFolder.LongestName} of a-z, 0-9 and '-', not first a '-'.");
        var source = file is null ? new CampaignSource(DefaultName, null, Smallest) : CampaignFile.Read(file);
        var spec = CampaignFile.Parse(source, [.. _keys.Where(key => parsed.GetValue(key.Value) is not null).Select(key => $"lab.{key.Key}={parsed.GetValue(key.Value)}")]);
        LabChoice.RefuseNamedHosts(spec);
        var machines = parsed.GetValue(_machines);
        return (name, new LabOrder(machines is null ? spec.Lab.Kind : LabKind.Netns, spec.Lab, machines));
    }

    /// <summary>Flags that are read as this lab.</summary>
    public static IReadOnlyList<string> Words(string name, LabOrder order) =>
    [
        "--name", name,
        .. order.Machines is { } machines ? (string[])["--machines", machines] : [],
        "--lab", Campaigns.Plans.Words.LabKinds.Of(order.Kind),
        .. Words(order.Spec),
    ];

    private static IEnumerable<string> Words(LabSpec lab) =>
    [
        "--hosts", lab.Hosts.ToString(CultureInfo.InvariantCulture),
        "--rate", LabFit.RateText(lab.RateBitsPerSecond),
        "--wire", Campaigns.Plans.Words.Wires.Of(lab.Wire),
        "--cpus", Campaigns.Plans.Words.CpuPolicies.Of(lab.Cpus),
        "--mtu", lab.Mtu.ToString(CultureInfo.InvariantCulture),
    ];
}
