using System.Diagnostics;
using System.Globalization;

namespace ActorBench.Coordinator.Tests.Rounds;

/// <summary>F-33: host nodes as processes whose monotonic clocks have another beginning.</summary>
public sealed class OtherClocksSpecs
{
    private const long Second = 1_000_000_000;

    /// <summary>Where the project was built, and not beside these tests: what their framework has it would lack here.</summary>
    private static string HostNode { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace(Path.Combine("tests", "Coordinator"), Path.Combine("src", "HostNode"), StringComparison.Ordinal), "ActorBench.HostNode");

    [Fact]
    public async Task Agents_with_other_monotonic_clocks_begin_together_within_what_the_survey_says()
    {
        if (await ExitOf(Unshared(86_400, "true")) != 0) Assert.Skip("No time namespace can be made here: 'unshare -T' needs root and a kernel with time namespaces.");
        await using var test = new RoundTest(pairs: 2, trials: 3);
        var ahead = test.Hosts.Zip((int[])[86_400, 3_600, 7, 0], (host, seconds) => (host, seconds)).ToDictionary();
        var nodes = ahead.Select(host => Process.Start(Unshared(host.Value, HostNode, Arguments(test, host.Key)))!).ToList();
        try
        {
            await test.RunAsync();
        }
        finally
        {
            // End of file ends them.
            foreach (var node in nodes) node.StandardInput.Close();
            foreach (var node in nodes) await node.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TestNode.Bound);
        }

        var starts = test.Starts();
        Assert.Equal(3, starts.Count);
        Assert.All(starts, start => Assert.Equal(2, start.Trials.Count));
        Assert.All(test.Recorded(), trial => RoundTest.AssertTrue(trial.Result.Start!, trial.Result.Initiator, ahead[trial.Key.Pair.Initiator] * Second));
        Assert.True(starts.Min(start => start.SkewNs) < 5_000_000, "Not one of three starts was within 5 ms.");
    }

    private static string[] Arguments(RoundTest test, string host) =>
        ["--host", host, "--coordinator", test.Node.Node.Address, "--management-address", "127.0.0.1", "--data-address", "127.0.0.1", "--with-parent"];

    private static ProcessStartInfo Unshared(int aheadSeconds, string program, params string[] arguments)
    {
        var seconds = aheadSeconds.ToString(CultureInfo.InvariantCulture);
        return new ProcessStartInfo("unshare", ["--time", "--monotonic", seconds, "--boottime", seconds, "--fork", "--kill-child", program, .. arguments])
        {
            RedirectStandardInput = true,
        };
    }

    private static async Task<int> ExitOf(ProcessStartInfo start)
    {
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
