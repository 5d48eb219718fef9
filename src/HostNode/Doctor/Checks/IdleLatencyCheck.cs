namespace ActorBench.HostNode.Doctor.Checks;

/// <summary>A lab keeps idle processors awake through this device, else its shaper's timers come late.</summary>
internal sealed class IdleLatencyCheck : IMachineCheck
{
    private const string Device = "/dev/cpu_dma_latency";

    public string Id => "idle-latency";

    public Finding Look(Patient patient)
    {
        const string cost = "idle processors may sleep and a shaped wire may read up to a tenth too low";
        if (!patient.Files.Exists(Device)) return this.Warning($"{Device} is missing: {cost}", "a kernel with CONFIG_CPU_IDLE, on a machine that passes the device on");
        return patient.Files.MayWrite(Device)
            ? this.Ok($"{Device} can be written: a lab keeps idle processors awake")
            : this.Warning($"{Device} can't be written: {cost}", $"run as root, or sudo chmod o+w {Device}");
    }
}
