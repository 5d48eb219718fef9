using ActorBench.HostNode.Images;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Platforms.Xen;
using ActorBench.HostNode.Tests.Fakes;

namespace ActorBench.HostNode.Tests.Platforms;

/// <summary>The driver against what Xen 4.17 wrote, in a domain 0 under emulation.</summary>
public sealed class XenPlatformSpecs : IDisposable
{
    private readonly XenPlatform _driver;
    private readonly DriverRig _rig;

    public XenPlatformSpecs()
    {
        GuestImage? image = null;
        _driver = XenPlatform.Paravirtualized(() => image);
        _rig = new DriverRig(_driver);
        image = _rig.Image;
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_domain_is_made_wired_watched_paused_woken_and_destroyed()
    {
        Answers();
        await using var guest = await _driver.Start(_rig.Order, CancellationToken.None);

        Assert.Equal(Config(), File.ReadAllText(Path.Combine(_rig.GuestFolder, "domain.cfg")));
        Assert.Equal(
            ["--data-address", "192.0.2.11", "--management-address", "198.51.100.11", "--fact", "guest.domain_type=pv"], _rig.Arguments().Take(6));
        Assert.Contains("guest.hypervisor=xen 4.17.7", _rig.Arguments());
        Assert.Equal(("credit2", "pv"), (guest.Facts["guest.scheduler"], guest.Facts["guest.domain_type"]));
        Assert.Contains("hello", _rig.Lines);
        Assert.False(guest.Exited.IsCompleted);

        await guest.Pause(CancellationToken.None);
        await guest.Pause(CancellationToken.None);
        await guest.Resume(CancellationToken.None);
        await guest.Stop();
        await guest.Exited.Soonest();

        Assert.Equal(
            [
                "info", $"create {_rig.GuestFolder}/domain.cfg", $"list --long {_rig.Name}", $"console {_rig.Name}",
                $"list {_rig.Name}", $"pause {_rig.Name}", $"list {_rig.Name}", $"list {_rig.Name}", $"unpause {_rig.Name}", $"destroy {_rig.Name}",
            ],
            _rig.Tools.Lines("xl"));
        Assert.False(Directory.Exists(_rig.GuestFolder));
    }

    [Theory]
    [InlineData("create-badbridge", "exited 3: Could not find bridge device nobr.")]
    [InlineData("create-nokernel", "exited 3: failed to open file '/guests/none': No such file or directory.")]
    [InlineData("create-nomem", "exited 3: can't allocate low memory for domain: Out of memory.")]
    [InlineData("create-syntax", "exited 1: /run/e.cfg:0: config parsing error near <newline>: syntax error, unexpected NEWLINE, expecting STRING or NUMBER or '['.")]
    public async Task A_domain_that_cannot_be_made_says_why_and_leaves_nothing(string recorded, string reason)
    {
        Answers(create: Reply.Recorded($"xl/{recorded}"));

        var failed = await Assert.ThrowsAsync<ToolException>(() => _driver.Start(_rig.Order, CancellationToken.None));

        Assert.Equal($"`xl create {_rig.GuestFolder}/domain.cfg` {reason}", failed.Message);
        Assert.Equal($"destroy {_rig.Name}", _rig.Tools.Lines("xl")[^1]);
        Assert.False(Directory.Exists(_rig.GuestFolder));
    }

    [Fact]
    public async Task A_domain_that_dies_while_it_boots_is_told_with_its_last_words()
    {
        Answers(console: new Reply(0, "[    1.0] Kernel panic - not syncing: No working init found.\n"));
        var failed = await Assert.ThrowsAsync<ToolException>(() => _driver.Start(_rig.Order, CancellationToken.None));

        Assert.Equal("The xen guest ended before its node had registered: [    1.0] Kernel panic - not syncing: No working init found.", failed.Message);
        Assert.False(Directory.Exists(_rig.GuestFolder));
    }

    [Fact]
    public async Task A_node_that_never_registers_is_told_and_its_domain_destroyed()
    {
        Answers(console: new Reply(0, "waiting\n", Until: $"destroy {_rig.Name}"));
        using var bound = new CancellationTokenSource(TimeSpan.FromMilliseconds(700));
        var failed = await Assert.ThrowsAsync<ToolException>(() => _driver.Start(_rig.Order, bound.Token));

        Assert.Equal("The xen guest's node has not registered within 180 s: waiting.", failed.Message);
        Assert.Contains($"destroy {_rig.Name}", _rig.Tools.Lines("xl"));
    }

    [Fact]
    public async Task A_domain_that_was_made_otherwise_than_asked_is_no_guest()
    {
        Answers(bridge: "xenbr0");
        var failed = await Assert.ThrowsAsync<ToolException>(() => _driver.Start(_rig.Order, CancellationToken.None));
        Assert.Equal("Xen has wired the domain to xenbr0, br1 where br0, br1 was asked for.", failed.Message);
    }

    [Fact]
    public async Task What_a_dead_host_node_left_is_destroyed_and_another_labs_domain_is_not()
    {
        Directory.CreateDirectory(_rig.GuestFolder);
        _rig.Tools.On("xl", "destroy *", Reply.Silence);
        await _driver.CleanUp("ab-other", CancellationToken.None);
        Assert.Empty(_rig.Tools.Calls("xl"));

        await _driver.CleanUp(_rig.Network.Prefix, CancellationToken.None);

        Assert.Equal([$"destroy {_rig.Name}"], _rig.Tools.Lines("xl"));
        Assert.False(Directory.Exists(_rig.GuestFolder));
    }

    [Fact]
    public async Task A_machine_that_does_not_run_under_Xen_is_told_what_to_do()
    {
        _rig.Tools.On("xl", "info", new Reply(1, Errors: "xencall: error: Could not obtain handle on privileged command interface: No such file or directory\nlibxl: error: libxl.c:102:libxl_ctx_alloc: cannot open libxc handle: No such file or directory\ncannot init xl context\n"));
        Assert.Equal(
            "Xen does not answer; boot the machine's entry for Xen and run the host node as root in domain 0: `xl info` exited 1: cannot init xl context.",
            await _driver.Probe(CancellationToken.None));
    }

    [Fact]
    public async Task PVH_is_for_processors_that_help_and_PV_for_all()
    {
        _rig.Tools.On("xl", "info", Reply.Recorded("xl/info"), Reply.Recorded("xl/info", ("pv hvm hap", "pv")), Reply.Recorded("xl/info", ("pv hvm hap", "pv")));
        var pvh = XenPlatform.Pvh(() => _rig.Image);

        Assert.Null(await pvh.Probe(CancellationToken.None));
        Assert.StartsWith("Xen gives PVH domains no memory of their own here (virt_caps: pv gnttab-v1", await pvh.Probe(CancellationToken.None), StringComparison.Ordinal);
        Assert.Null(await _driver.Probe(CancellationToken.None));
    }

    [Fact]
    public void A_lab_of_namespaces_has_no_domains() =>
        Assert.Contains("run `actorbench host` there", _driver.WhyNotOn(_rig.Network with { Own = null }), StringComparison.Ordinal);

    [Theory]
    [InlineData("xl/list", GuestState.Running)]
    [InlineData("xl/list-paused", GuestState.Paused)]
    internal void A_domains_state_is_read_from_its_letters(string recorded, GuestState state) => Assert.Equal(state, XlOutput.State(Reply.Recorded(recorded).Output));

    [Fact]
    public void An_unknown_state_is_no_guess() =>
        Assert.Equal(
            "xl says 'x' of a guest's state, which ActorBench does not know.",
            Assert.Throws<ToolException>(() => XlOutput.State("Name ID Mem VCPUs State Time(s)\nu1 1 320 1 -x---- 14.6\n")).Message);

    private void Answers(Reply? create = null, Reply? console = null, string bridge = "br0") => _rig.Tools
        .On("xl", "info", Reply.Recorded("xl/info"))
        .On("xl", "create *", create ?? Reply.Recorded("xl/create"))
        .On("xl", "list --long *", Reply.Recorded("xl/list-json", ("u1", _rig.Name), ("xenbr0", bridge), ("\"nictype\": \"vif\"\n                }", "\"nictype\": \"vif\"\n                }, { \"bridge\": \"br1\" }")))
        .On("xl", "list *", Reply.Recorded("xl/list", ("u1", _rig.Name)), Reply.Recorded("xl/list-paused", ("u1", _rig.Name)))
        .On("xl", "console *", console ?? new Reply(0, "hello\r\nactorbench: registered\r\n", Until: $"destroy {_rig.Name}"))
        .On("xl", "pause *", Reply.Silence)
        .On("xl", "unpause *", Reply.Silence)
        .On("xl", "destroy *", Reply.Recorded("xl/destroy"))
        .On("xl", "domid *", new Reply(1));

    private string Config() => $"""
        name = "{_rig.Name}"
        type = "pv"
        kernel = "{_rig.Image.Kernel}"
        ramdisk = "{_rig.Image.Initrd}"
        extra = "console=hvc0 panic=-1 quiet ipv6.disable=1 ab.data=192.0.2.11/24 ab.mtu=1450 ab.management=198.51.100.11/20"
        memory = 320
        vcpus = 1
        disk = [ "format=raw,vdev=xvda,access=r,target={_rig.Image.Program}", "format=raw,vdev=xvdb,access=r,target={_rig.GuestFolder}/order" ]
        vif = [ "mac=0a:77:c0:00:02:0b,bridge=br0", "mac=2a:77:c0:00:02:0b,bridge=br1" ]
        on_poweroff = "destroy"
        on_reboot = "destroy"
        on_crash = "destroy"

        """;
}
