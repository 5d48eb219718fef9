using ActorBench.Measurement.Machine;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Tests.Machine;

public sealed class ProcStatSpecs
{
    [Fact]
    public void Processor_time_keeps_nice_with_user_and_waiting_with_idle_and_leaves_guests_out()
    {
        var stat = ProcStat.Parse("cpu  10 1 20 30 4 5 6 7 8 9\ncpu0 1 1 1 1 1 1 1 1 1 1\n"u8);

        Assert.Equal(new ProcStat(User: 11, System: 20, Irq: 5, SoftIrq: 6, Steal: 7, Idle: 34), stat);
    }

    [Fact]
    public void Half_user_half_idle_on_a_host_of_guests_is_busy_by_half()
    {
        // field.md 5.8: netperf adds the guest column again and reports 66.7 %.
        var busy = ProcStat.Parse("cpu  50 0 0 50 0 0 0 0 50 0"u8).Since(default);

        Assert.Equal(50.0, busy.BusyPercent);
    }

    [Fact]
    public void A_kernel_without_the_later_fields_is_read_as_far_as_it_goes()
    {
        Assert.Equal(new CpuTicks(1, 3, 0, 0, 0, 4), ProcStat.Parse("cpu  1 0 3 4"u8).Since(default));
    }

    [Fact]
    public void Reading_it_allocates_nothing()
    {
        ProcStat.Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = ProcStat.Read();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(read.Idle > 0);
    }

    [Fact]
    public void The_boot_id_is_the_kernels()
    {
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), MachineFacts.BootId);
    }
}
