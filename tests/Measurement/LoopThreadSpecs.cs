using System.Globalization;
using System.Net.Sockets;
using ActorBench.Measurement.Exchanges;
using static ActorBench.Measurement.Tests.DescriptorTables;

namespace ActorBench.Measurement.Tests;

public sealed class LoopThreadSpecs : IDisposable
{
    private const string Self = "thread-self";

    private readonly Socket _near;
    private readonly Socket _far;

    public LoopThreadSpecs() => (_near, _far) = Connected();

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
    }

    [Fact]
    public void Its_table_holds_the_sockets_and_what_the_runtime_needs()
    {
        // The first call loads assemblies, and those stay open in the table of whoever loads them.
        var shared = Of(Self);

        var own = LoopThread.Run(() => Of(Self), _near, _far);

        Assert.Equal(
            new[] { Link(_near.LocalEndPoint!, _far.LocalEndPoint!), Link(_far.LocalEndPoint!, _near.LocalEndPoint!) }.Order(),
            WithoutWhatTheRuntimeNeeds(own).Order());
        Assert.True(shared.Length > own.Length);
        Assert.All(own, link => Assert.Contains(link, shared));
    }

    [Fact]
    public void It_keeps_no_other_connection_from_ending()
    {
        var (others, peer) = Connected();
        using var elsewhere = new MeasuringThread("elsewhere", cpu: null);

        var seen = LoopThread.Run(
            () => elsewhere.Run(() =>
            {
                others.Dispose();
                return SeesTheEnd(peer);
            }).Result,
            _near);

        Assert.True(seen);
        peer.Dispose();
    }

    [Fact]
    public void A_socket_that_its_loops_are_through_with_ends_when_it_is_closed()
    {
        Assert.Equal(7, LoopThread.Run(() => 7, _near, _far));

        _near.Dispose();

        Assert.True(SeesTheEnd(_far));
    }

    [Fact]
    public void What_the_loops_throw_comes_out_as_it_is_and_leaves_nothing_open()
    {
        var thrown = Assert.Throws<FormatException>(() => LoopThread.Run<int>(Fail, _near));

        _near.Dispose();

        Assert.Contains(nameof(Fail), thrown.StackTrace, StringComparison.Ordinal);
        Assert.True(SeesTheEnd(_far));
    }

    [Fact]
    public void It_is_gone_after_the_trial()
    {
        var task = LoopThread.Run(() => Path.GetFileName(new FileInfo("/proc/thread-self").LinkTarget), _near);

        // The kernel takes a thread down a moment after the runtime says that it has ended.
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists($"/proc/self/task/{task}"), TwoEnds.Bound));
    }

    [Fact]
    public async Task It_stays_on_the_processor_of_its_measuring_thread()
    {
        var cpu = Status("Cpus_allowed_list:").Split(',', '-')[^1];
        using var thread = new MeasuringThread("pinned", int.Parse(cpu, provider: null));

        Assert.Equal(cpu, await thread.Run(() => LoopThread.Run(() => Status("Cpus_allowed_list:"), _near)));
    }

    [Fact]
    public void Signals_from_outside_are_left_to_threads_that_can_handle_them()
    {
        var blocked = ulong.Parse(LoopThread.Run(() => Status("SigBlk:"), _near), NumberStyles.HexNumber, provider: null);

        int[] fromOutside = [1, 2, 3, 15, 17, 18, 28], itsOwn = [4, 5, 6, 7, 8, 11];
        Assert.All(fromOutside, signal => Assert.NotEqual(0UL, blocked & (1UL << (signal - 1))));
        Assert.All(itsOwn, signal => Assert.Equal(0UL, blocked & (1UL << (signal - 1))));
    }

    [Fact]
    public void Where_the_kernel_refuses_the_loops_run_in_the_shared_table_and_close_nothing()
    {
        string[] own = [], shared = [];
        // A thread that starts no others: the refusal would be theirs too.
        var refused = new Thread(() =>
        {
            RefuseToThisThread();
            (shared, own) = (Of(Self), LoopThread.Run(() => Of(Self), _near));
        });
        refused.Start();
        refused.Join();

        Assert.Contains(Link(_far.LocalEndPoint!, _near.LocalEndPoint!), own);
        Assert.Contains(own, link => link.StartsWith("pipe:", StringComparison.Ordinal));
        Assert.Equal(1, _near.Send([1]));
        Assert.Equal(1, _far.Receive(new byte[1]));
    }

    private static int Fail() => throw new FormatException();

    private static string Status(string name) =>
        File.ReadLines("/proc/thread-self/status").First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim();
}
