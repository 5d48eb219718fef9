using ActorBench.Measurement.Machine;
using ActorBench.Measurement.Native;

namespace ActorBench.Measurement.Tests.Machine;

public sealed class OtherThreadsSpecs
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(60);

    [Fact]
    public void What_another_thread_works_is_seen_and_what_the_caller_works_is_not()
    {
        var before = OtherThreads.Read();
        Use(Work);
        var own = OtherThreads.Read();
        var other = new Thread(() => Use(Work));
        other.Start();
        other.Join();
        var after = OtherThreads.Read();

        // Other tests run in this process meanwhile: of what others work only a least and a most are known. The two clocks are not read at one moment.
        Assert.True(after.CpuNs - own.CpuNs >= Work.TotalNanoseconds, $"{after.CpuNs - own.CpuNs} ns");
        Assert.True(after.PercentSince(own) > 0);
        Assert.InRange(own.CpuNs!.Value - before.CpuNs!.Value, -1_000_000, ((own.AtNs - before.AtNs) * Environment.ProcessorCount) - (long)Work.TotalNanoseconds + 1_000_000);
    }

    [Fact]
    public void Of_no_time_there_is_no_share() => Assert.Null(new OtherThreads(5, 100).PercentSince(new OtherThreads(5, 100)));

    /// <summary>Processor time, not time that passes.</summary>
    private static void Use(TimeSpan time)
    {
        var began = Libc.ThreadCpuNs();
        while (Libc.ThreadCpuNs() - began < (long)time.TotalNanoseconds)
        {
        }
    }
}
