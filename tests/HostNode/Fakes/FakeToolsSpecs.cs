using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Fakes;

/// <summary>The fake is what other tests believe in.</summary>
public sealed class FakeToolsSpecs
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_fake_answers_by_its_arguments_in_turn_and_logs_them_apart()
    {
        using var tools = new FakeTools()
            .On("xl", "list *", new Reply(0, "first\n"), new Reply(0, "second\n"))
            .On("xl", "destroy", Reply.Silence)
            .On("xl", "destroy *", new Reply(1, Errors: "no such domain\n"));

        Assert.Equal("first\n", await Tool.Run("xl", ["list", "a b"], Limit));
        Assert.Equal("second\n", await Tool.Run("xl", ["list", "a"], Limit));
        Assert.Equal("second\n", await Tool.Run("xl", ["list", "a"], Limit));
        Assert.Equal("`xl destroy u1` exited 1: no such domain.", (await Assert.ThrowsAsync<ToolException>(() => Tool.Run("xl", ["destroy", "u1"], Limit))).Message);
        Assert.Equal("`xl reboot` exited 99: fake xl: nothing to say to: reboot.", (await Assert.ThrowsAsync<ToolException>(() => Tool.Run("xl", ["reboot"], Limit))).Message);

        Assert.Equal([["list", "a b"], ["list", "a"], ["list", "a"], ["destroy", "u1"], ["reboot"]], tools.Calls("xl"));
    }

    [Fact]
    public async Task A_fake_may_be_slow_and_may_wait_for_another_call()
    {
        using var tools = new FakeTools()
            .On("xl", "console *", new Reply(0, "hello\n", Until: "destroy u1"))
            .On("xl", "destroy *", new Reply(0, DelaySeconds: 0.05));

        var console = Tool.Run("xl", ["console", "u1"], Limit);
        await Soon.Until(() => tools.Calls("xl").Count == 1, "the console is open");
        Assert.False(console.IsCompleted);
        await Tool.Run("xl", ["destroy", "u1"], Limit);
        Assert.Equal("hello\n", await console);
    }

    [Fact]
    public void A_fake_is_gone_with_its_test()
    {
        using (new FakeTools().On("no-such-tool", "*", Reply.Silence)) Assert.NotNull(Tool.Find("no-such-tool"));
        Assert.Null(Tool.Find("no-such-tool"));
    }

    [Fact]
    public void What_a_tool_wrote_is_replayed_with_both_its_streams()
    {
        var reply = Reply.Recorded("vzctl/status-missing", ("999", "101"));
        Assert.Equal((0, "CTID 101 deleted unmounted down\n", "stat(/vz/root/101): No such file or directory\n"), (reply.ExitCode, reply.Output, reply.Errors));
    }
}
