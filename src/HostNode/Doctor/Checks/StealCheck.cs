using System.Globalization;

namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class StealCheck : IMachineCheck
{
    /// <summary>The eighth of user, nice, system, idle, iowait, irq, softirq, steal.</summary>
    private const int StealField = 7;

    private const double MostPercent = 1;

    private static readonly TimeSpan Time = TimeSpan.FromMilliseconds(500);

    public string Id => "steal";

    public Finding Look(Patient patient)
    {
        var before = Ticks(patient);
        Thread.Sleep(Time);
        return Judge(before, Ticks(patient));
    }

    internal Finding Judge(long[] before, long[] after)
    {
        if (before.Length <= StealField || after.Length <= StealField) return this.Ok("the kernel does not count stolen time");
        // Behind steal stand the guests' times, which are in user already.
        var all = after.Take(StealField + 1).Sum() - before.Take(StealField + 1).Sum();
        var percent = all <= 0 ? 0 : 100.0 * (after[StealField] - before[StealField]) / all;
        var evidence = string.Create(CultureInfo.InvariantCulture, $"{percent:0.0} % of the processors' time is stolen by other virtual machines; trials with more than 5 % are marked invalid");
        return percent > MostPercent ? this.Warning(evidence, "measure when the host is quiet, or on processors that nobody shares") : this.Ok(evidence);
    }

    private static long[] Ticks(Patient patient) =>
    [
        .. (patient.Files.Lines("/proc/stat").FirstOrDefault() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)),
    ];
}
