namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class ClocksourceCheck : IMachineCheck
{
    private const string Current = "/sys/devices/system/clocksource/clocksource0/current_clocksource";

    /// <summary>Each reading of these is a system call and a slow device, and the loop reads the clock at every exchange.</summary>
    private static readonly string[] Slow = ["hpet", "acpi_pm", "jiffies", "refined-jiffies"];

    public string Id => "clocksource";

    public Finding Look(Patient patient) => patient.Files.Text(Current) switch
    {
        null => this.Ok("the kernel does not say"),
        var source when Slow.Contains(source) => this.Warning($"{source} is slow to read", $"echo tsc | sudo tee {Current}, or clocksource=tsc tsc=reliable on the kernel's command line"),
        var source => this.Ok(source),
    };
}
