namespace ActorBench.HostNode.Doctor.Checks;

/// <summary>What some campaigns, tests and people use.</summary>
internal sealed class OptionalToolsCheck : IMachineCheck
{
    private static readonly string[] Useful = ["netperf", "ethtool", "iptables"];

    public string Id => "optional-tools";

    public Finding Look(Patient patient)
    {
        var missing = Useful.Where(tool => patient.Find(tool) is null).ToArray();
        return missing.Length == 0
            ? this.Ok(string.Join(", ", Useful))
            : this.Warning($"missing: {string.Join(", ", missing)}; netperf is one of the engines, the others help to look into a lab", $"sudo apt-get install {string.Join(' ', missing)} (netperf is in Debian's component non-free)");
    }
}
