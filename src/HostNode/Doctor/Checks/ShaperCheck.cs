using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Doctor.Checks;

/// <summary>Tries the token bucket in a namespace that ends with the try.</summary>
internal sealed class ShaperCheck : IMachineCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public string Id => "shaper";

    public Finding Look(Patient patient)
    {
        if (patient.Find("tc") is not { } tc || patient.Find("unshare") is null) return this.Warning("not tried: tc or unshare is missing", "sudo apt-get install iproute2 util-linux");
        string[] rights = UserNamespace.Needed ? ["--user", "--map-root-user"] : [];
        var line = new Shaping(100_000_000, 1500).Line("lo").Split(' ');
        try
        {
            Tool.Run("unshare", [.. rights, "--net", "--", tc, .. line], Limit).GetAwaiter().GetResult();
            return this.Ok("the kernel shapes with sch_tbf");
        }
        catch (ToolException refused)
        {
            return this.Warning($"a lab's wire can't be shaped: {refused.Message}", "sudo modprobe sch_tbf, or 'rate: none' in the campaign file");
        }
    }
}
