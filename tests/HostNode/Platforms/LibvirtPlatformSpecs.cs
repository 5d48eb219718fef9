using System.Xml.Linq;
using ActorBench.HostNode.Images;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Platforms.Libvirt;
using ActorBench.HostNode.Tests.Fakes;

namespace ActorBench.HostNode.Tests.Platforms;

/// <summary>The driver against what libvirt 9.0 wrote, with QEMU below it.</summary>
public sealed class LibvirtPlatformSpecs : IDisposable
{
    private const string Uri = "-c qemu:///system";

    private readonly LibvirtPlatform _driver;
    private readonly DriverRig _rig;

    public LibvirtPlatformSpecs()
    {
        GuestImage? image = null;
        _driver = new LibvirtPlatform(() => image);
        _rig = new DriverRig(_driver, management: false);
        image = _rig.Image;
        // Whatever this machine can, no guest runs on its processor here.
        _rig.Tools.On("qemu-system-x86_64", "*", new Reply(1));
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_domain_is_defined_started_watched_suspended_resumed_and_forgotten()
    {
        Answers();
        var starting = _driver.Start(_rig.Order, CancellationToken.None);
        await Console("hello", "actorbench: registered");
        await using var guest = await starting.Soonest();

        var xml = XElement.Load(Path.Combine(_rig.GuestFolder, "domain.xml"));
        Assert.Equal(("qemu", "192.0.2.11", "192.0.2.11"), ((string?)xml.Attribute("type"), $"{guest.DataAddress}", $"{guest.ManagementAddress}"));
        Assert.Equal("console=ttyS0 panic=-1 quiet ipv6.disable=1 ab.data=192.0.2.11/24 ab.mtu=1450", (string?)xml.Element("os")!.Element("cmdline"));
        Assert.Equal(("0a:77:c0:00:02:0b", "br0"), ((string?)xml.Descendants("mac").Single().Attribute("address"), (string?)xml.Descendants("source").Single(source => source.Attribute("bridge") is not null).Attribute("bridge")));
        Assert.Equal(("QEMU 7.2.22", "libvirt 9.0.0", "tcg", "true"), (guest.Facts["guest.hypervisor"], guest.Facts["guest.libvirt"], guest.Facts["guest.accelerator"], guest.Facts["guest.emulated"]));
        Assert.Contains("hello", _rig.Lines);

        await guest.Pause(CancellationToken.None);
        await guest.Resume(CancellationToken.None);
        await guest.Stop();

        var name = _rig.Name;
        string[] expected =
        [
            "version", $"define --validate {_rig.GuestFolder}/domain.xml", $"event --domain {name} --event lifecycle --loop", $"start {name}", $"dumpxml {name}",
            $"domstate {name} --reason", $"suspend {name}", $"domstate {name} --reason", $"resume {name}", $"domstate {name} --reason", $"destroy {name}", $"undefine {name}",
        ];
        // The events are listened to beside what is ordered; here they end with the domain, of which may then be asked once more.
        var calls = _rig.Tools.Lines("virsh").Order(StringComparer.Ordinal).ToList();
        if (calls.Count > expected.Length) calls.Remove($"{Uri} domstate {name} --reason");
        Assert.Equal(expected.Select(line => $"{Uri} {line}").Order(StringComparer.Ordinal), calls);
        Assert.False(Directory.Exists(_rig.GuestFolder));
    }

    [Fact]
    public async Task A_domain_that_ends_by_itself_is_seen_without_asking()
    {
        Answers(events: new Reply(0, "event 'lifecycle' for domain 'x': Started Booted\nevent 'lifecycle' for domain 'x': Stopped Crashed\n", DelaySeconds: 1, Until: $"{Uri} undefine {_rig.Name}"));
        var starting = _driver.Start(_rig.Order, CancellationToken.None);
        await Console("actorbench: registered");
        await using var guest = await starting.Soonest();

        await guest.Exited.Soonest();
    }

    [Theory]
    [InlineData("create-nobridge", "Cannot get interface MTU on 'nobr': No such device.")]
    [InlineData("create-nokernel", "internal error: qemu unexpectedly closed the monitor: qemu: could not open kernel file 'WORK/no-such-kernel': No such file or directory.")]
    [InlineData("create-nomem", "internal error: qemu unexpectedly closed the monitor: 2026-11-23T01:05:09.953131Z qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory.")]
    public async Task A_domain_that_cannot_be_started_says_why_and_is_forgotten(string recorded, string reason)
    {
        Answers(start: Reply.Recorded($"virsh/{recorded}"), state: Reply.Recorded("virsh/domstate-shutoff"));
        var failed = await Assert.ThrowsAsync<ToolException>(() => _driver.Start(_rig.Order, CancellationToken.None));

        Assert.Equal($"`virsh start {_rig.Name}` exited 1: {reason}", failed.Message);
        Assert.Contains($"{Uri} undefine {_rig.Name}", _rig.Tools.Lines("virsh"));
        Assert.DoesNotContain($"{Uri} destroy {_rig.Name}", _rig.Tools.Lines("virsh"));
        Assert.False(Directory.Exists(_rig.GuestFolder));
    }

    [Theory]
    [InlineData("define-other-uuid", "operation failed: domain 'v1' already exists with uuid b113b799-0693-4737-981c-6a07949cda6b.")]
    [InlineData("define-unknown-element-validate", "XML document failed to validate against schema: Unable to validate doc against /usr/share/libvirt/schemas/domain.rng.")]
    public async Task A_domain_that_cannot_be_defined_says_why(string recorded, string reason)
    {
        Answers(define: Reply.Recorded($"virsh/{recorded}"), state: Reply.Recorded("virsh/domstate-gone"));
        var failed = await Assert.ThrowsAsync<ToolException>(() => _driver.Start(_rig.Order, CancellationToken.None));
        Assert.Equal($"`virsh define --validate {_rig.GuestFolder}/domain.xml` exited 1: {reason}", failed.Message);
    }

    [Theory]
    [InlineData("domstate-reason", GuestState.Running, "booted")]
    [InlineData("domstate-paused", GuestState.Paused, "user")]
    [InlineData("domstate-shutoff", GuestState.Stopped, "unknown")]
    [InlineData("domstate-gone", GuestState.Absent, "")]
    internal async Task A_state_is_read_with_how_it_came_to_that(string recorded, GuestState state, string reason)
    {
        _rig.Tools.On("virsh", "*", Reply.Recorded($"virsh/{recorded}"));
        Assert.Equal((state, reason), await new Virsh("qemu:///system").State("v1", null, CancellationToken.None));
    }

    [Fact]
    public async Task An_unknown_state_is_no_guess()
    {
        _rig.Tools.On("virsh", "*", new Reply(0, "dreaming (deeply)\n"));
        var failed = await Assert.ThrowsAsync<ToolException>(() => new Virsh("qemu:///system").State("v1", null, CancellationToken.None));
        Assert.Equal("virsh says 'dreaming' of a guest's state, which ActorBench does not know.", failed.Message);
    }

    [Fact]
    public async Task Without_libvirtd_it_says_what_to_start()
    {
        _rig.Tools.On("virsh", "*", Reply.Recorded("virsh/no-daemon"));
        Assert.Equal(
            "libvirt does not answer; start libvirtd, and run the host node as root or in the group libvirt: `virsh version` exited 1: "
                + "Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory.",
            await _driver.Probe(CancellationToken.None));
        Assert.Equal(["qemu:///system", "xen:///system"], _rig.Tools.Calls("virsh").Select(call => call[1]));
    }

    [Fact]
    public void What_libvirt_has_made_is_read_from_its_own_description()
    {
        var (type, links) = DomainXml.Read(Reply.Recorded("virsh/dumpxml").Output);
        Assert.Equal(("qemu", "lv-v1", "br0"), (type, links.Single().Device, links.Single().Bridge));
    }

    [Fact]
    public void A_domain_for_Xen_is_paravirtualized()
    {
        var xml = XElement.Parse(new DomainXml("x", "xen", _rig.Image, "/order", "console=hvc0", [("0a:77:c0:00:02:0b", "br0", 1500)], "/console", 1).Text());

        Assert.Equal(("xen", "linux", "xenpv", "1"), ((string?)xml.Attribute("type"), (string?)xml.Element("os")!.Element("type"), (string?)xml.Element("os")!.Element("type")!.Attribute("machine"), (string?)xml.Element("vcpu")!.Attribute("cpuset")));
        Assert.Equal(["xvda", "xvdb"], xml.Descendants("disk").Select(disk => (string?)disk.Element("target")!.Attribute("dev")));
    }

    /// <summary>What the machine writes, once it is started.</summary>
    private async Task Console(params string[] lines)
    {
        await Soon.Until(() => _rig.Tools.Lines("virsh").Any(line => line.Contains($" dumpxml {_rig.Name}", StringComparison.Ordinal)), "the domain is started");
        await File.WriteAllLinesAsync(Path.Combine(_rig.GuestFolder, "console"), lines);
    }

    private void Answers(Reply? define = null, Reply? start = null, Reply? events = null, Reply? state = null) => _rig.Tools
        .On("virsh", $"{Uri} version", Reply.Recorded("virsh/version"))
        .On("virsh", $"{Uri} define *", define ?? Reply.Recorded("virsh/define"))
        .On("virsh", $"{Uri} event *", events ?? new Reply(0, Until: $"{Uri} undefine {_rig.Name}"))
        .On("virsh", $"{Uri} start *", start ?? Reply.Recorded("virsh/start"))
        .On("virsh", $"{Uri} dumpxml *", Reply.Recorded("virsh/dumpxml"))
        .On("virsh", $"{Uri} domstate *", state is null ? [Reply.Recorded("virsh/domstate-reason"), Reply.Recorded("virsh/domstate-paused"), Reply.Recorded("virsh/domstate-reason")] : [state])
        .On("virsh", $"{Uri} suspend *", Reply.Recorded("virsh/suspend"))
        .On("virsh", $"{Uri} resume *", Reply.Recorded("virsh/resume"))
        .On("virsh", $"{Uri} destroy *", Reply.Recorded("virsh/destroy"))
        .On("virsh", $"{Uri} undefine *", Reply.Recorded("virsh/undefine-running"));
}
