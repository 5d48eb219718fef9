using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Platforms.Containers;
using ActorBench.HostNode.Tests.Labs;

namespace ActorBench.HostNode.Tests.Platforms;

public sealed class ContainerSpecs
{
    private static readonly NetnsLabOptions OneHost = new(1, null, 1500, "none");

    public static TheoryData<string> Containers => ["runc", "crun", "podman", "lxc", "nspawn"];

    public static TheoryData<string> ThatPause => ["runc", "crun", "podman", "lxc"];

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Its_program_sees_what_it_needs_and_nothing_that_it_could_change(string platform)
    {
        await SkipWithout(platform);
        using var place = new Folder();
        await using var lab = await NetnsLab.Up(OneHost, CancellationToken.None);
        var lines = new List<string>();
        var order = new GuestOrder(lab.Host(1), ["sh", "-c", $"cat '{place.File}'; echo \"$MARK\"; touch '{place.File}' '{place.Path}/new' /usr/new 2>/dev/null && echo writable; ls /root; echo $$"], lines.Add)
        {
            Paths = [place.Path],
            Environment = new Dictionary<string, string> { ["MARK"] = "a b" },
        };
        await using var guest = await PlatformDrivers.Of(platform).Start(order, CancellationToken.None);
        await guest.Exited.Soonest();
        // The first process of its own tree, and nothing of this machine's /root.
        Assert.Equal(["hello", "a b", "1"], lines);
    }

    [Theory]
    [MemberData(nameof(ThatPause))]
    public async Task Paused_it_stands_still_and_resumed_it_goes_on(string platform)
    {
        await SkipWithout(platform);
        await using var lab = await NetnsLab.Up(OneHost, CancellationToken.None);
        var count = 0;
        await using var guest = await PlatformDrivers.Of(platform).Start(
            new GuestOrder(lab.Host(1), ["sh", "-c", "while sleep 0.01; do echo; done"], _ => Interlocked.Increment(ref count)), CancellationToken.None);
        Assert.True(guest.Pauses);
        await Soon.Until(() => count > 3, "it runs");

        await guest.Pause(CancellationToken.None);
        await guest.Pause(CancellationToken.None);
        // What it had written before may still be on its way.
        for (var seen = -1; seen != count; await Task.Delay(100)) seen = count;
        var paused = count;
        await guest.Resume(CancellationToken.None);
        await guest.Resume(CancellationToken.None);

        await Soon.Until(() => count > paused + 3, "it runs again");
    }

    [Theory]
    [MemberData(nameof(ThatPause))]
    public async Task A_paused_one_is_stopped_and_one_that_was_left_paused_is_replaced(string platform)
    {
        await SkipWithout(platform);
        await using var lab = await NetnsLab.Up(OneHost, CancellationToken.None);
        var order = new GuestOrder(lab.Host(1), ["sleep", "60"], _ => { });
        var left = await PlatformDrivers.Of(platform).Start(order, CancellationToken.None);
        await Paused(left, lab, platform);

        var guest = await PlatformDrivers.Of(platform).Start(order, CancellationToken.None);
        Assert.NotEqual(0, await left.Exited.Soonest());
        await Paused(guest, lab, platform);
        await guest.Stop();

        Assert.NotEqual(0, await guest.Exited.Soonest());
        Assert.False(Directory.Exists($"/run/actorbench/guests/{lab.Prefix}-h1-{platform}"));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task A_file_that_this_machine_does_not_have_is_named_and_nothing_stays(string platform)
    {
        await SkipWithout(platform);
        await using var lab = await NetnsLab.Up(OneHost, CancellationToken.None);
        var failure = await Assert.ThrowsAsync<ToolException>(() => PlatformDrivers.Of(platform).Start(
            new GuestOrder(lab.Host(1), ["cat"], _ => { }) { Paths = ["/no/such/folder"] }, CancellationToken.None));
        Assert.Equal("The guest's program needs /no/such/folder, which this machine does not have.", failure.Message);
        Assert.False(Directory.Exists($"/run/actorbench/guests/{lab.Prefix}-h1-{platform}"));
        Assert.DoesNotContain($"-h1-{platform}", await Network.Ip("netns", "list"));
    }

    [Fact]
    public void Folders_that_are_seen_already_are_not_bound_again() =>
        Assert.Equal(["/opt/a", "/opt/ab", "/srv/x.pem"], GuestFolder.Binds(["/srv/x.pem", "/usr/lib/dotnet", "/opt/a/b", "/opt/ab", "/opt/a"]).Where(bind => bind.Length > 6 || bind == "/opt/a"));

    [Theory]
    [InlineData("Max open files            1024                 20000                files     ", 20_000)]
    [InlineData("Max open files            1024                 1048576              files     ", 65_536)]
    [InlineData("Max open files            unlimited            unlimited            files     ", 65_536)]
    public void A_guest_may_open_as_many_files_as_its_host_and_not_without_end(string line, long most) => Assert.Equal(most, OpenFiles.Read(["Limit", line]));

    private static async Task Paused(IGuest guest, NetnsLab lab, string platform)
    {
        await Soon.Until(() => Network.Ip("netns", "pids", $"{lab.Prefix}-h1-{platform}").GetAwaiter().GetResult()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Any(pid => Soon.Name(int.Parse(pid)) == "sleep"), "its program runs");
        await guest.Pause(CancellationToken.None);
    }

    private static async Task SkipWithout(string platform)
    {
        var reason = NetnsLab.WhyNot() ?? await PlatformDrivers.Of(platform).Probe(CancellationToken.None);
        Assert.SkipWhen(reason is not null, reason ?? "");
    }

    private sealed class Folder : IDisposable
    {
        public Folder() => System.IO.File.WriteAllText(File, "hello\n");

        public string Path { get; } = Directory.CreateTempSubdirectory("actorbench-bound-").FullName;

        public string File => $"{Path}/a file";

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
