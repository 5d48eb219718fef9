using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using ActorBench.Measurement.Environments;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Tests.Environments;

public sealed class EnvironmentReaderSpecs(ITestOutputHelper output)
{
    private const int MostBytes = 60_000;

    [Fact]
    public void The_same_machine_has_the_same_fingerprint_each_time()
    {
        var reader = new EnvironmentReader(IPAddress.Loopback, "1.2.3+abc");
        var started = Stopwatch.GetTimestamp();
        var first = reader.Read();
        output.WriteLine($"first {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0} ms, {first.Facts.Count} facts, {EnvironmentFingerprint.CanonicalJson(first.Facts).Length} bytes");
        started = Stopwatch.GetTimestamp();
        var again = reader.Read();
        output.WriteLine($"again {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0} ms");

        Assert.Equal(first.Facts, again.Facts);
        Assert.Equal(first.Hash, again.Hash);
        Assert.Equal(first.Hash, new EnvironmentReader(IPAddress.Loopback, "1.2.3+abc").Read().Hash);
        Assert.InRange(EnvironmentFingerprint.CanonicalJson(first.Facts).Length, 1_000, MostBytes);
    }

    [Fact]
    public void It_tells_kernel_processor_interface_runtime_and_settings()
    {
        var facts = new EnvironmentReader(IPAddress.Loopback, "1.2.3+abc").Read().Facts;

        Assert.Equal(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), facts["kernel.release"]);
        Assert.Equal(("lo", "loopback", "1.2.3+abc"), (facts["link.name"], facts["link.kind"], facts["actorbench.build"]));
        Assert.Contains("tx-tcp-segmentation", facts["link.features"].Split(' '));
        Assert.Equal(File.ReadAllText("/proc/sys/net/ipv4/tcp_congestion_control").Trim(), facts["net.ipv4.tcp_congestion_control"]);
        Assert.StartsWith(".NET 10.", facts["runtime.version"], StringComparison.Ordinal);
        Assert.Contains("cpu.model", facts.Keys);
        // From a file that claims to be longer than it is.
        Assert.Equal(File.ReadAllText("/sys/devices/system/cpu/online").Trim(), facts["cpu.online"]);
        Assert.All(facts.Values, value => Assert.DoesNotContain('\n', value));
    }

    [Fact]
    public void Each_fact_that_changes_changes_the_hash_and_their_order_does_not()
    {
        Dictionary<string, string> facts = new() { ["b"] = "2", ["a"] = "1", ["c.é"] = "µ \"x\"" };
        var hash = EnvironmentFingerprint.HashOf(facts);

        Assert.Equal(hash, EnvironmentFingerprint.HashOf(facts.Reverse()));
        Assert.Equal("""{"a":"1","b":"2","c.é":"µ \"x\""}""", Encoding.UTF8.GetString(EnvironmentFingerprint.CanonicalJson(facts)));
        foreach (var name in facts.Keys)
        {
            Assert.NotEqual(hash, EnvironmentFingerprint.HashOf(new Dictionary<string, string>(facts) { [name] = "other" }));
            Assert.NotEqual(hash, EnvironmentFingerprint.HashOf(facts.Where(fact => fact.Key != name)));
        }

        // printf '{"a":"1"}' | sha256sum
        Assert.Equal("9afeb0f2b203f254312ec8ded441d0318b7c34c57f8695ede42d2215a30c0960", EnvironmentFingerprint.HashOf([new("a", "1")]));
    }

    [Fact]
    public void A_fingerprint_is_sorted_and_is_what_its_hash_says()
    {
        var print = EnvironmentFingerprint.Of([new("z", "1"), new("A", "2"), new("a.b", "3")]);

        Assert.Equal(["A", "a.b", "z"], print.Facts.Keys);
        Assert.Equal(print.Hash, EnvironmentFingerprint.HashOf(print.Facts));
        Assert.Equal(3, JsonDocument.Parse(EnvironmentFingerprint.CanonicalJson(print.Facts)).RootElement.EnumerateObject().Count());
    }

    [Fact]
    public void A_value_is_one_line_and_what_is_longer_than_anybody_reads_is_its_hash()
    {
        var facts = new FactList { { "lines", "a\n\tb  c " }, { "none", (string?)null }, { "empty", " \n" }, { "long", new string('x', 9_000) }, { "several", ["b", null, "a", "b"] } };
        var read = facts.ToDictionary();

        Assert.Equal(("a b c", "a b"), (read["lines"], read["several"]));
        Assert.Equal(["lines", "long", "several"], read.Keys.Order());
        Assert.StartsWith("sha256:", read["long"], StringComparison.Ordinal);
    }
}
