namespace ActorBench.Measurement.Environments;

internal sealed class ClockSource : IEnvironmentSource
{
    private const string Folder = "/sys/devices/system/clocksource/clocksource0";

    public bool Lasting => false;

    public void Collect(MachineFiles files, FactList facts)
    {
        facts.Add("clock.source", files.Text($"{Folder}/current_clocksource"));
        facts.Add("clock.available", files.Text($"{Folder}/available_clocksource"));
        facts.Add("clock.timer_migration", files.Text("/proc/sys/kernel/timer_migration"));
    }
}
