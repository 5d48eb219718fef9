using System.Formats.Tar;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Platforms.OpenVz;
using ActorBench.HostNode.Tests.Fakes;

namespace ActorBench.HostNode.Tests.Platforms;

/// <summary>The driver against what vzctl 4.11.1 wrote, and against the documentation of prlctl, whose outputs nobody has recorded.</summary>
public sealed class OpenVzPlatformSpecs : IDisposable
{
    private readonly DriverRig _rig = new(OpenVzPlatform.Venet, management: false);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_container_is_made_addressed_filled_run_and_destroyed()
    {
        Answers(Said("badctid"), Said("status-running"), Said("status-running"), Said("status-stopped"), Said("status-destroyed"));
        await using var guest = await OpenVzPlatform.Venet.Start(_rig.Order, CancellationToken.None);

        Assert.Equal(("venet", "vzctl version 4.11.1", "192.0.2.11"), (guest.Facts["guest.wiring"], guest.Facts["guest.tool"], $"{guest.ManagementAddress}"));
        Assert.Equal(Directory.Exists("/proc/vz") ? "false" : "true", guest.Facts["guest.upstream"]);
        Assert.False(guest.Pauses);
        await guest.Stop();

        var name = _rig.Name;
        Assert.Equal(
            [
                $"status {name}", "status 7700", "create 7700", $"set 7700 --name {name} --save", $"set {name} --ipadd 192.0.2.11 --save", $"start {name} --wait", $"status {name}", "--version",
                $"exec2 {name} tar -x -C / -f -", $"exec2 {name} /opt/actorbench-launch", $"status {name}", $"stop {name} --fast", $"status {name}", $"destroy {name}", $"status {name}",
            ],
            _rig.Tools.Lines("vzctl"));
    }

    [Fact]
    public async Task A_link_of_its_own_is_made_in_the_bridge_and_brought_up_inside()
    {
        using var rig = new DriverRig(OpenVzPlatform.Veth, management: false);
        Answers(rig, Said("badctid"), Said("status-running"), Said("status-running"), Said("status-stopped"), Said("status-destroyed"));
        await using (var guest = await OpenVzPlatform.Veth.Start(rig.Order, CancellationToken.None)) Assert.Equal("veth in a bridge", guest.Facts["guest.wiring"]);

        var lines = rig.Tools.Lines("vzctl");
        Assert.Contains($"set {rig.Name} --netif_add eth0,0a:77:c0:00:02:0b,,,br0 --save", lines);
        Assert.Contains($"exec2 {rig.Name} ip link set eth0 up", lines);
        Assert.Contains($"exec2 {rig.Name} ip addr add 192.0.2.11/24 dev eth0", lines);
    }

    [Fact]
    public async Task A_number_that_another_takes_meanwhile_is_left_to_it()
    {
        _rig.Tools.On("vzctl", "create 7700", Said("create-exists"));
        Answers(Said("badctid"), Said("status-running"), Said("status-running"), Said("status-stopped"), Said("status-destroyed"));
        await using (await OpenVzPlatform.Venet.Start(_rig.Order, CancellationToken.None)) Assert.Contains($"set 7701 --name {_rig.Name} --save", _rig.Tools.Lines("vzctl"));
        Assert.DoesNotContain(_rig.Tools.Lines("vzctl"), line => line.StartsWith("destroy 7700", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("create 7700", "create-badtpl", "`vzctl create 7700` exited 91: Cached OS template /vz/template/cache/nosuch.tar[.gz|.bz2|.xz] not found.")]
    [InlineData("set * --ipadd *", "set-badip", "`vzctl set NAME --ipadd 192.0.2.11 --save` exited 21: Bad parameter for --ipadd: 300.1.1.1.")]
    [InlineData("start *", "start-again", "`vzctl start NAME --wait` exited 32: Container is already running.")]
    [InlineData("exec2 * tar *", "exec-stopped", "`vzctl exec2 NAME tar -x -C / -f -` exited 8: Container is not running.")]
    public async Task A_step_that_fails_says_why_and_undoes_those_before(string step, string recorded, string sentence)
    {
        _rig.Tools.On("vzctl", step, Said(recorded));
        // What was made is there until it is destroyed; before the container has its name there is nothing of that name.
        Answers(step.StartsWith("create", StringComparison.Ordinal) ? [Said("badctid")]
            : step.StartsWith("exec2", StringComparison.Ordinal) ? [Said("badctid"), Said("status-running"), Said("status-running"), Said("status-stopped"), Said("status-destroyed")]
            : [Said("badctid"), Said("status-stopped"), Said("status-destroyed")]);

        var failed = await Assert.ThrowsAsync<ToolException>(() => OpenVzPlatform.Venet.Start(_rig.Order, CancellationToken.None));

        Assert.Equal(sentence.Replace("NAME", _rig.Name, StringComparison.Ordinal), failed.Message);
        Assert.Equal(step.StartsWith("create", StringComparison.Ordinal) ? 0 : 1, _rig.Tools.Lines("vzctl").Count(line => line == $"destroy {_rig.Name}"));
    }

    [Fact]
    public async Task A_stop_that_claims_success_and_stopped_nothing_is_found_out()
    {
        // As recorded: it says that it is unable to, and exits with 0.
        _rig.Tools.On("vzctl", "stop *", Said("stop-stopped"));
        Answers(Said("status-running"));
        var failed = await Assert.ThrowsAsync<ToolException>(() => new Vzctl().Remove(_rig.Name, null));
        Assert.Equal($"vzctl has stopped {_rig.Name} with success, and it is running.", failed.Message);
    }

    [Theory]
    [InlineData("status-running", GuestState.Running)]
    [InlineData("status-stopped", GuestState.Stopped)]
    [InlineData("status-missing", GuestState.Absent)]
    [InlineData("status-destroyed", GuestState.Absent)]
    [InlineData("badctid", GuestState.Absent)]
    internal async Task A_state_is_read_from_the_words_for_the_code_says_nothing(string recorded, GuestState state)
    {
        _rig.Tools.On("vzctl", "*", Said(recorded));
        Assert.Equal(state, await new Vzctl().State("101", CancellationToken.None));
    }

    [Fact]
    public async Task Unknown_words_are_no_guess()
    {
        _rig.Tools.On("vzctl", "*", new Reply(0, "CTID 101 exist mounted dreaming\n"));
        Assert.Equal(
            "vzctl says 'exist mounted dreaming' of a guest's state, which ActorBench does not know.",
            (await Assert.ThrowsAsync<ToolException>(() => new Vzctl().State("101", CancellationToken.None))).Message);
    }

    [Fact]
    public async Task What_a_dead_host_node_left_is_destroyed_and_another_hosts_container_is_not()
    {
        Directory.CreateDirectory(_rig.GuestFolder);
        Answers(Said("status-running"), Said("status-stopped"), Said("status-destroyed"));
        await OpenVzPlatform.Venet.CleanUp("ab-other", CancellationToken.None);
        Assert.Empty(_rig.Tools.Calls("vzctl"));

        await OpenVzPlatform.Venet.CleanUp(_rig.Network.Prefix, CancellationToken.None);

        Assert.Contains($"destroy {_rig.Name}", _rig.Tools.Lines("vzctl"));
        Assert.False(Directory.Exists(_rig.GuestFolder));
    }

    [Fact]
    public async Task The_tool_of_OpenVZ_7_is_preferred_and_its_list_is_read()
    {
        const string List = """[{"uuid": "{1}", "name": "web", "status": "running"}, {"uuid": "{2}", "name": "ab-x-h1-openvz", "status": "STATUS"}]""";
        _rig.Tools.On("vzctl", "*", Reply.Silence).On("prlctl", "--version", new Reply(0, "prlctl version 7.0.234\n"))
            .On("prlctl", "list -a -j -o uuid,name,status", new Reply(0, List.Replace("STATUS", "stopped", StringComparison.Ordinal)), new Reply(0, List), new Reply(0, "no list"));

        Assert.Null(await OpenVzPlatform.Venet.Probe(CancellationToken.None));
        Assert.StartsWith("OpenVZ 7 wires links", await OpenVzPlatform.Veth.Probe(CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal(GuestState.Stopped, await new Prlctl().State("ab-x-h1-openvz", CancellationToken.None));
        Assert.Contains("'STATUS'", (await Assert.ThrowsAsync<ToolException>(() => new Prlctl().State("ab-x-h1-openvz", CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.EndsWith("printed no list of containers: no list", (await Assert.ThrowsAsync<ToolException>(() => new Prlctl().State("web", CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_either_tool_it_says_what_to_install()
    {
        Assert.SkipWhen(Tool.Find("vzctl") is not null || Tool.Find("prlctl") is not null, "This machine has OpenVZ's tools.");
        Assert.StartsWith("This machine has neither prlctl nor vzctl: install OpenVZ 7", await OpenVzPlatform.Venet.Probe(CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_delivered_runs_a_command_of_any_words_without_a_shell_reading_them()
    {
        using var archive = new MemoryStream();
        Delivery.Write(archive, _rig.Order with { Environment = new Dictionary<string, string> { ["DOTNET_X"] = "$(reboot)" } }, ["/bin/echo", "a b", "; reboot", "'"]);
        archive.Position = 0;
        var entries = new Dictionary<string, string>();
        using (var tar = new TarReader(archive))
        {
            while (tar.GetNextEntry(copyData: true) is { } entry) entries[entry.Name] = new StreamReader(entry.DataStream!).ReadToEnd();
        }

        Assert.Equal("/bin/echo\na b\n; reboot\n'\n", entries["opt/actorbench-words"]);
        Assert.Equal("DOTNET_X=$(reboot)\n", entries["opt/actorbench-environment"]);
        Assert.Equal("secret", entries[_rig.Order.Paths[0].TrimStart('/')]);
        Assert.DoesNotContain("reboot", entries["opt/actorbench-launch"], StringComparison.Ordinal);
    }

    private Reply Said(string recorded) => Reply.Recorded($"vzctl/{recorded}", ("101", _rig.Name), ("999", _rig.Name));

    private void Answers(params Reply[] states) => Answers(_rig, states);

    private static void Answers(DriverRig rig, params Reply[] states) => rig.Tools
        .On("vzctl", "--version", new Reply(0, "vzctl version 4.11.1\n"))
        .On("vzctl", $"status {rig.Name}", states)
        .On("vzctl", "status *", Reply.Recorded("vzctl/status-missing"))
        .On("vzctl", "create *", Reply.Silence)
        .On("vzctl", "set *", Reply.Recorded("vzctl/set-ipadd-running"))
        .On("vzctl", "start *", Reply.Silence)
        .On("vzctl", $"exec2 {rig.Name} {Delivery.Launcher}", new Reply(0, Until: $"stop {rig.Name} --fast"))
        .On("vzctl", "exec2 *", Reply.Silence)
        .On("vzctl", "stop *", Reply.Recorded("vzctl/stop"))
        .On("vzctl", "destroy *", Reply.Recorded("vzctl/destroy"));
}
