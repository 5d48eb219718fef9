using System.Globalization;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Tests.Labs;

namespace ActorBench.HostNode.Tests.Platforms;

public sealed class ChildProcessSpecs
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task The_end_of_its_input_ends_a_child()
    {
        await using var child = ChildProcess.Start(["cat"], _ => { });
        Assert.True(Soon.Lives(child.Pid));
        Assert.Equal(0, await child.Stop(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_child_that_does_not_read_is_ended_by_SIGTERM()
    {
        await using var child = ChildProcess.Start(["sleep", "60"], _ => { });
        Assert.Equal(128 + 15, await child.Stop(Short));
    }

    [Fact]
    public async Task A_child_that_ignores_SIGTERM_is_killed()
    {
        await using var child = ChildProcess.Start(["env", "--ignore-signal=TERM", "sleep", "60"], _ => { });
        await Soon.Until(() => File.ReadAllText($"/proc/{child.Pid}/comm") == "sleep\n", "sleep runs");
        Assert.Equal(128 + 9, await child.Stop(Short));
    }

    [Fact]
    public async Task Both_outputs_arrive_line_by_line_before_the_exit_is_told()
    {
        var lines = new List<string>();
        await using var child = ChildProcess.Start(["ls", "-d", "/", "/no/such/file"], line => { lock (lines) lines.Add(line); });
        Assert.NotEqual(0, await child.Exited.Soonest());
        Assert.Contains("/", lines);
        Assert.Contains(lines, line => line.EndsWith("No such file or directory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_child_dies_when_its_parent_is_killed()
    {
        await using var parent = new Victim("hold-child");
        var child = int.Parse(await parent.NextLine(), CultureInfo.InvariantCulture);
        Assert.True(Soon.Lives(child));

        await parent.Kill();

        await Soon.Until(() => !Soon.Lives(child), "the child ended");
    }

    [Fact]
    public async Task A_child_has_a_session_of_its_own_so_that_a_terminals_interrupt_passes_it_by()
    {
        await using var child = ChildProcess.Start(["cat"], _ => { });
        await Soon.Until(() => File.ReadAllText($"/proc/{child.Pid}/comm") == "cat\n", "cat runs");
        var afterName = File.ReadAllText($"/proc/{child.Pid}/stat").Split(") ")[1].Split(' ');
        Assert.Equal($"{child.Pid}", afterName[3]); // the session's number is its leader's pid
    }

    [Fact]
    public void A_program_that_is_not_there_is_named()
    {
        var failure = Assert.Throws<ToolException>(() => ChildProcess.Start(["/no/such/agent"], _ => { }));
        Assert.Equal("This machine has no /no/such/agent.", failure.Message);
    }
}
