namespace ActorBench.HostNode.Doctor.Checks;

/// <summary>What a lab of namespaces is made with.</summary>
internal sealed class ToolsCheck : IMachineCheck
{
    private static readonly string[] Needed = ["ip", "tc", "nsenter", "unshare", "setsid", "taskset"];

    public string Id => "tools";

    public Finding Look(Patient patient)
    {
        var missing = Needed.Where(tool => patient.Find(tool) is null).ToArray();
        return missing.Length == 0
            ? this.Ok(string.Join(", ", Needed))
            : this.Warning($"no lab of namespaces without {string.Join(", ", missing)}", "sudo apt-get install iproute2 util-linux");
    }
}
