using System.Net;
using ActorBench.Agents;
using ActorBench.HostNode.Guests;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Tests.Fakes;
using ActorBench.Messages.Agents;

namespace ActorBench.HostNode.Tests.Platforms;

/// <summary>The tools' own words when a container does not come up, as they were recorded.</summary>
public sealed class ContainerErrorSpecs
{
    private static readonly NetnsLabOptions OneHost = new(1, null, 1500, "none");

    private static readonly AgentOptions Options = new(
        AgentRole.Host, "h1", "native", ["127.0.0.1:1"], IPAddress.Loopback, IPAddress.Loopback, null, new Dictionary<string, string>());

    [Theory]
    [InlineData("runc", "runc", "runc/run-noprogram", "/bin/nothere")]
    [InlineData("runc", "runc", "runc/run-norootfs", "invalid rootfs")]
    [InlineData("runc", "runc", "runc/run-nonetns", "namespace path: lstat /run/netns/none")]
    [InlineData("runc", "runc", "runc/name-taken", "container with given ID already exists")]
    [InlineData("crun", "crun", "crun/hybrid-cgroups", "cgroups in hybrid mode not supported")]
    [InlineData("podman", "podman", "podman/run-name-taken", "is already in use")]
    [InlineData("podman", "podman", "podman/run-missing-netns", "cannot find specified network namespace path")]
    [InlineData("podman", "podman", "podman/run-default-ulimits", "error setting rlimit type 7: operation not permitted")]
    [InlineData("lxc", "lxc-start", "lxc/start-missing-rootfs", "Failed to setup container")]
    [InlineData("nspawn", "systemd-nspawn", "nspawn/run-missing-netns", "Cannot open file /run/netns/none")]
    [InlineData("nspawn", "systemd-nspawn", "nspawn/run-missing-program", "execv(/bin/nothere) failed")]
    public async Task A_tool_that_fails_is_told_of_in_its_own_words_and_nothing_stays(string platform, string tool, string recorded, string words)
    {
        var reply = Reply.Recorded(recorded);
        using var tools = new FakeTools().On(tool, "--version", new Reply(0, "1.2.3\n")).On(tool, "*", reply);
        if (platform == "podman") tools.On("runc", "*", Reply.Silence);
        await SkipWithout(platform);
        await using var lab = await NetnsLab.Up(OneHost, CancellationToken.None);
        var keeper = new GuestKeeper(Options, lab.Host(1), ["cat"], [PlatformDrivers.Of(platform)]);

        var guest = await keeper.StartAsync(platform);
        var code = await guest.Exited.Soonest();
        await keeper.RemoveAsync(platform);

        Assert.Equal(reply.ExitCode, code);
        var why = keeper.WhyNeverUp(platform, code)!;
        Assert.StartsWith($"The {platform} guest ended with code {code}, ", why, StringComparison.Ordinal);
        Assert.Contains(words, why, StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Prefix, string.Join(' ', Directory.Exists("/run/actorbench/guests") ? Directory.GetDirectories("/run/actorbench/guests") : []));
        Assert.DoesNotContain($"-h1-{platform}", string.Join(' ', Directory.GetFiles(NetworkNamespace.Folder)));
    }

    [Fact]
    public async Task A_tool_that_does_not_say_its_version_is_no_platform()
    {
        using var tools = new FakeTools().On("runc", "*", new Reply(127, Errors: "error while loading shared libraries: libseccomp.so.2\n"));
        await SkipWithout("runc", probe: false);
        var refused = await new ActorBench.HostNode.Platforms.Containers.RuncPlatform().Probe(CancellationToken.None);
        Assert.Equal("`runc --version` exited 127: error while loading shared libraries: libseccomp.so.2.", refused);
    }

    private static async Task SkipWithout(string platform, bool probe = true)
    {
        var reason = NetnsLab.WhyNot() ?? (probe ? await PlatformDrivers.Of(platform).Probe(CancellationToken.None) : null);
        Assert.SkipWhen(reason is not null, reason ?? "");
    }
}
