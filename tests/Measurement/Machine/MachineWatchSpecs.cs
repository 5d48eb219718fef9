using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Machine;

namespace ActorBench.Measurement.Tests.Machine;

public sealed class MachineWatchSpecs(ITestOutputHelper output)
{
    [Fact]
    public void What_passes_between_two_readings_is_counted_on_the_interface_of_the_data_address()
    {
        using var watch = new MachineWatch(IPAddress.Loopback);
        using var from = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var to = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        to.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var before = watch.Read();
        for (var i = 0; i < 10; i++) from.SendTo(new byte[1000], to.LocalEndPoint!);
        var delta = watch.Since(before);

        var data = delta.Data!;
        Assert.Equal("lo", data.Name);
        // Others use the interface too, so no more than the least can be said.
        Assert.True(data is { PacketsOut: >= 10, PacketsIn: >= 10, BytesOut: >= 10_280, BytesIn: >= 10_280 }, $"{data}");
        Assert.Equal((0, 0, 0), (data.Drops, data.Errors, data.CarrierChanges));
        Assert.Contains("tso", data.Offloads.Split(','));
        Assert.Equal(int.Parse(File.ReadAllText("/sys/class/net/lo/mtu")), data.Mtu);
        Assert.True(delta is { SoftnetDropped: >= 0, SoftnetSqueezed: >= 0, TcpRetransmits: >= 0, UdpReceiveErrors: >= 0, ReassemblyFailures: >= 0 }, $"{delta}");
        Assert.InRange(delta.ClockStepNs, -2_000_000, 2_000_000);
    }

    [Fact]
    public void A_trial_waits_until_its_interface_is_still_and_not_for_ever()
    {
        const int StillNs = 20_000_000;
        using var watch = new MachineWatch(IPAddress.Loopback);

        // A busy machine may hold up the sender for so long that the interface is still indeed: then it says nothing, and is asked again.
        var (waited, steady) = (TimeSpan.Zero, false);
        for (var attempt = 0; !steady && attempt < 50; attempt++)
        {
            using var traffic = new Traffic();
            var started = Stopwatch.GetTimestamp();
            watch.AwaitStillness(StillNs, CancellationToken.None);
            waited = Stopwatch.GetElapsedTime(started);
            steady = traffic.LongestPause().TotalNanoseconds < StillNs;
        }

        Assert.True(steady, "50 times traffic paused for longer than the wait asks for");
        Assert.True(waited.TotalMilliseconds >= 200, $"given up after {waited.TotalMilliseconds} ms");

        var again = Stopwatch.StartNew();
        watch.AwaitStillness(ns: 0, CancellationToken.None);
        watch.AwaitStillness(ns: 3_600_000_000_000, new CancellationToken(canceled: true));
        Assert.True(again.ElapsedMilliseconds < 1000, $"{again.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void An_address_that_no_interface_has_leaves_the_rest_readable()
    {
        using var watch = new MachineWatch(IPAddress.Parse("192.0.2.77"));
        var delta = watch.Since(watch.Read());

        Assert.Null(delta.Data);
        Assert.NotNull(delta.SoftnetDropped);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.3.4.5")]
    [InlineData("::1")]
    public void Loopback_is_found_by_each_of_its_addresses(string address)
    {
        var ip = IPAddress.Parse(address);
        Assert.SkipWhen(ip.AddressFamily == AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6, "This machine has no IPv6.");
        using var link = DataLink.TryFind(ip);

        Assert.Equal("lo", link?.Name);
    }

    [Fact]
    public void Reading_is_quick_and_allocates_nothing_once_its_buffers_are_there()
    {
        using var watch = new MachineWatch(IPAddress.Loopback);
        for (var i = 0; i < 50; i++) watch.Since(watch.Read());

        var (times, allocated) = (new long[201], new long[5]);
        for (var series = 0; series < allocated.Length; series++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < times.Length; i++)
            {
                var started = Stopwatch.GetTimestamp();
                watch.Read();
                times[i] = Stopwatch.GetTimestamp() - started;
            }

            allocated[series] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // What the runtime itself takes once, as for a method that it compiles anew, is none of a reading's.
        Assert.Equal(0, allocated.Min());
        Array.Sort(times);
        output.WriteLine($"a reading takes {times[0] / 1000.0} / {times[times.Length / 2] / 1000.0} µs (least / median)");
        // The least, since this machine has other work: two readings an end have to stay far below the millisecond.
        Assert.InRange(times[0], 1, 300_000);
    }

    /// <summary>Datagrams to nobody over loopback, one after the other, from before its constructor returns.</summary>
    private sealed class Traffic : IDisposable
    {
        private readonly Socket _from = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        private readonly Thread _sender;
        private long _longestPause;
        private volatile bool _ends;

        public Traffic()
        {
            using var begun = new ManualResetEventSlim();
            _sender = new Thread(() => Send(begun)) { IsBackground = true };
            _sender.Start();
            begun.Wait();
        }

        /// <summary>Ends the traffic.</summary>
        public TimeSpan LongestPause()
        {
            _ends = true;
            _sender.Join();
            return TimeSpan.FromSeconds((double)_longestPause / Stopwatch.Frequency);
        }

        public void Dispose()
        {
            LongestPause();
            _from.Dispose();
        }

        private void Send(ManualResetEventSlim begun)
        {
            var (last, nobody) = (Stopwatch.GetTimestamp(), new IPEndPoint(IPAddress.Loopback, 9));
            while (!_ends)
            {
                _from.SendTo(new byte[1], nobody);
                var now = Stopwatch.GetTimestamp();
                _longestPause = Math.Max(_longestPause, now - last);
                last = now;
                begun.Set();
            }
        }
    }
}
