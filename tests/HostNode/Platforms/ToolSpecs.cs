using System.Diagnostics;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Platforms;

public sealed class ToolSpecs
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_tools_output_is_returned_and_its_language_is_English()
    {
        Assert.Equal("a b\n", await Tool.Run("echo", ["a b"], Limit));
        Assert.Contains("LC_ALL=C\n", await Tool.Run("env", [], Limit));
    }

    [Fact]
    public async Task A_failure_is_one_sentence_with_the_tools_own_last_line()
    {
        var failure = await Assert.ThrowsAsync<ToolException>(() => Tool.Run("cat", ["/no/such/file"], Limit));
        Assert.Matches("^`cat /no/such/file` exited 1: (/.*/)?cat: /no/such/file: No such file or directory\\.$", failure.Message);
        Assert.Equal(1, failure.ExitCode);
    }

    [Fact]
    public async Task A_silent_failure_still_says_the_exit_code()
    {
        var failure = await Assert.ThrowsAsync<ToolException>(() => Tool.Run("false", [], Limit));
        Assert.Equal("`false` exited 1.", failure.Message);
    }

    [Fact]
    public async Task A_missing_tool_is_named_with_its_package()
    {
        var failure = await Assert.ThrowsAsync<ToolException>(() => Tool.Run("no-such-tool", [], Limit));
        Assert.Equal("This machine has no no-such-tool: install the package that brings it.", failure.Message);
        Assert.Null(failure.ExitCode);
        Assert.Null(Tool.Find("no-such-tool"));
    }

    [Fact]
    public async Task A_tool_that_takes_too_long_is_killed()
    {
        var clock = Stopwatch.StartNew();
        var failure = await Assert.ThrowsAsync<ToolException>(() => Tool.Run("sleep", ["60"], TimeSpan.FromMilliseconds(50)));
        Assert.Equal("`sleep 60` did not end within 0.1 s.", failure.Message);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task A_cancelled_call_ends_its_tool()
    {
        using var cancel = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Tool.Run("sleep", ["60"], Limit, cancel.Token));
    }

    [Fact]
    public void A_batch_that_fails_names_the_line_that_failed()
    {
        // As iproute2 6.1 prints it.
        var sentence = IpBatch.Sentence("ip", "ab1-h1", ["link set lo up", "link add x type veth"], 1, "RTNETLINK answers: File exists\nCommand failed -:2\n");
        Assert.Equal("`ip -n ab1-h1 link add x type veth` exited 1: RTNETLINK answers: File exists.", sentence);
        Assert.Equal("`ip -batch -` exited 255.", IpBatch.Sentence("ip", null, [], 255, ""));
    }
}
