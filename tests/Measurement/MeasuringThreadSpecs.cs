namespace ActorBench.Measurement.Tests;

public sealed class MeasuringThreadSpecs
{
    [Fact]
    public async Task Pinned_it_runs_on_that_processor_alone()
    {
        var cpu = Allowed("/proc/self/status").Split(',', '-')[^1];
        using var thread = new MeasuringThread("pinned", int.Parse(cpu, provider: null));

        Assert.Equal(cpu, await thread.Run(() => Allowed("/proc/thread-self/status")));
        Assert.Equal(thread.Cpu, await thread.Run(() => MeasuringThread.CurrentCpu));
    }

    [Fact]
    public async Task Not_pinned_it_may_run_wherever_the_process_may()
    {
        using var thread = new MeasuringThread("free", cpu: null);

        Assert.Equal(Allowed("/proc/self/status"), await thread.Run(() => Allowed("/proc/thread-self/status")));
        Assert.Null(await thread.Run(() => MeasuringThread.CurrentCpu));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    public void A_processor_that_is_not_there_is_refused_by_its_number(int cpu)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new MeasuringThread("nowhere", cpu));

        Assert.Contains($"{cpu}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_runs_in_order_on_one_background_thread()
    {
        using var thread = new MeasuringThread("ordered", cpu: null);
        var order = new List<int>();
        var works = Enumerable.Range(0, 50).Select(i => thread.Run(() =>
        {
            order.Add(i);
            return (Environment.CurrentManagedThreadId, Thread.CurrentThread.IsBackground, Thread.CurrentThread.Name);
        })).ToArray();

        Assert.Single((await Task.WhenAll(works)).Distinct(), seen => seen is (_, true, "ordered"));
        Assert.Equal(Enumerable.Range(0, 50), order);
    }

    [Fact]
    public async Task A_failure_is_the_works_own_and_the_thread_goes_on()
    {
        using var thread = new MeasuringThread("failing", cpu: null);

        await Assert.ThrowsAsync<FormatException>(() => thread.Run<int>(() => throw new FormatException()));
        Assert.Equal(7, await thread.Run(() => 7));
    }

    [Fact]
    public async Task Idle_it_never_wakes_up()
    {
        using var thread = new MeasuringThread("idle", cpu: null);
        var status = await thread.Run(() => $"/proc/self/task/{Path.GetFileName(new FileInfo("/proc/thread-self").LinkTarget)}/status");
        // Reading its own switches would be a switch; another thread waits for it to be parked and then watches.
        while (!Line(status, "State:").StartsWith('S')) await Task.Yield();
        var before = Line(status, "voluntary_ctxt_switches:");

        await Task.Delay(TimeSpan.FromMilliseconds(300));

        Assert.Equal(before, Line(status, "voluntary_ctxt_switches:"));
    }

    [Fact]
    public void Disposed_it_takes_no_more_work()
    {
        var thread = new MeasuringThread("gone", cpu: null);
        thread.Dispose();

        Assert.Throws<ObjectDisposedException>(() => { _ = thread.Run(() => 1); });
    }

    private static string Allowed(string path) => Line(path, "Cpus_allowed_list:");

    private static string Line(string path, string name) =>
        File.ReadLines(path).First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim();
}
