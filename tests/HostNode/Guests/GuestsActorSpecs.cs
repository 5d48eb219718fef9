using System.Collections.Concurrent;
using System.Net;
using ActorBench.Agents;
using ActorBench.HostNode.Guests;
using ActorBench.HostNode.Platforms;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using Akka.Actor;

namespace ActorBench.HostNode.Tests.Guests;

public sealed class GuestsActorSpecs : IDisposable
{
    private static readonly AgentOptions Options = new(
        AgentRole.Host, "h1", "native", ["127.0.0.1:1"], IPAddress.Loopback, IPAddress.Loopback, null, new Dictionary<string, string>());

    private static readonly HostNetwork Network = new("ab1", 1, "ab1-h1", IPAddress.Loopback, 1500, "ab1-mg", null);

    private readonly ActorSystem _system = ActorSystem.Create("guests", "akka.loglevel = WARNING");
    private readonly ConcurrentQueue<object> _told = [];
    private readonly FakePlatform _platform = new();
    private readonly IActorRef _guests;

    public GuestsActorSpecs()
    {
        _system.ActorOf(Props.Create(() => new Link(_told)), AgentLink.Name);
        _guests = _system.ActorOf(GuestsActor.Props(Options, new GuestKeeper(Options, Network, ["guest"], [_platform])));
    }

    public void Dispose() => _system.Dispose();

    [Fact]
    public async Task A_guest_asked_for_while_it_ends_is_started_as_soon_as_its_place_is_free()
    {
        Ask();
        var first = await Guest(1);
        await Soon.Until(() => first.Watched, "its end is waited for");
        // The coordinator has seen the connection break before this host has seen its child's end.
        Ask();
        first.End();
        await Soon.Until(() => first.Stopping, "its place is cleared");
        Ask();
        Assert.Single(_platform.Guests);

        first.Cleared.SetResult();

        await Guest(2);
    }

    [Fact]
    public async Task A_guest_that_is_up_is_not_started_twice()
    {
        Ask();
        Ask();
        var first = await Guest(1);
        await Soon.Until(() => first.Watched, "its end is waited for");
        first.Cleared.SetResult();
        first.End();
        await Soon.Until(() => first.Stopping, "its place is cleared");

        // What was asked while it started was answered by its start.
        Ask();
        await Guest(2);
        Assert.Equal(2, _platform.Guests.Count);
    }

    [Fact]
    public async Task A_guest_rests_and_goes_on_and_is_not_started_twice_for_it()
    {
        var guest = await Paused();
        _guests.Tell(new ResumeGuest("h1", "fake"));
        await Soon.Until(() => !guest.Frozen, "it goes on");
        // One that its coordinator has lost sight of is asked for by its start.
        _guests.Tell(new RestGuests("h1", GuestMode.Warm));
        await Soon.Until(() => guest.Frozen, "it is paused again");
        Ask();
        await Soon.Until(() => !guest.Frozen, "it goes on again");
        Assert.Single(_platform.Guests);
    }

    [Fact]
    public async Task A_guest_that_does_not_go_on_is_started_anew()
    {
        var guest = await Paused();
        guest.Cleared.SetResult();
        guest.Broken = true;
        _guests.Tell(new ResumeGuest("h1", "fake"));
        await Soon.Until(() => guest.Stopping, "it is ended");
        guest.End();
        await Guest(2);
    }

    [Fact]
    public async Task A_guest_that_was_killed_while_paused_is_started_anew_when_it_is_needed()
    {
        var guest = await Paused();
        guest.Cleared.SetResult();
        guest.End();
        await Soon.Until(() => guest.Stopping, "its place is cleared");
        await Soon.Until(() => _told.Contains(new GuestEnded("h1", "fake")), "the coordinator is told that it has ended");
        _guests.Tell(new ResumeGuest("h1", "fake"));
        await Guest(2);
    }

    [Fact]
    public async Task A_guest_that_is_to_be_cold_ends_and_is_started_anew_when_it_is_needed()
    {
        Ask();
        var guest = await Guest(1);
        await Soon.Until(() => guest.Watched, "its end is waited for");
        _guests.Tell(new RestGuests("h1", GuestMode.Cold));
        await Soon.Until(() => guest.Stopping, "it is ended");
        guest.End();
        Ask();
        Assert.Single(_platform.Guests);
        guest.Cleared.SetResult();
        await Guest(2);
    }

    [Fact]
    public async Task At_its_limit_a_host_ends_the_guest_that_has_rested_longest_and_starts_it_anew_when_it_is_needed()
    {
        var platforms = ((string[])["one", "two", "three"]).ToDictionary(name => name, name => new FakePlatform(name));
        var guests = _system.ActorOf(GuestsActor.Props(Options with { MaxGuests = 2 }, new GuestKeeper(Options, Network, ["guest"], [.. platforms.Values])));
        var (one, two) = (await Ask("one"), await Ask("two"));
        guests.Tell(new RestGuests("h1", GuestMode.Warm));
        await Soon.Until(() => one.Frozen && two.Frozen, "both rest");
        guests.Tell(new ResumeGuest("h1", "one"));
        await Soon.Until(() => !one.Frozen, "one is at work");

        guests.Tell(new StartGuest("h1", "three"));
        await Soon.Until(() => two.Stopping, "the one that rests is ended");
        Assert.Empty(platforms["three"].Guests);
        two.End();
        two.Cleared.SetResult();
        await Soon.Until(() => platforms["three"].Guests is [{ Watched: true }], "the third is started");
        Assert.False(one.Stopping);

        guests.Tell(new ResumeGuest("h1", "two"));
        await Soon.Until(() => _told.OfType<GuestFailed>().Any(), "the second is refused");
        Assert.Equal(
            new GuestFailed("h1", "two", "This host keeps 2 guests at most, and all of them are at work: give it more with --max-guests, or the campaign fewer platforms.", false),
            _told.OfType<GuestFailed>().Single());
        guests.Tell(new RestGuests("h1", GuestMode.Warm));
        guests.Tell(new StartGuest("h1", "two"));
        await Soon.Until(() => one.Stopping || platforms["three"].Guests[0].Stopping, "one that rests is ended");
        var left = one.Stopping ? one : platforms["three"].Guests[0];
        left.End();
        left.Cleared.SetResult();
        await Soon.Until(() => platforms["two"].Guests.Count == 2, "the second is started anew");

        async Task<FakeGuest> Ask(string platform)
        {
            guests.Tell(new StartGuest("h1", platform));
            await Soon.Until(() => platforms[platform].Guests is [{ Watched: true }], $"{platform} is started");
            return platforms[platform].Guests[0];
        }
    }

    private void Ask() => _guests.Tell(new StartGuest("h1", "fake"));

    private async Task<FakeGuest> Guest(int number)
    {
        await Soon.Until(() => _platform.Guests.Count >= number, $"guest {number} is started");
        return _platform.Guests[number - 1];
    }

    private async Task<FakeGuest> Paused()
    {
        Ask();
        var guest = await Guest(1);
        await Soon.Until(() => guest.Watched, "its end is waited for");
        _guests.Tell(new RestGuests("h1", GuestMode.Warm));
        await Soon.Until(() => _told.Contains(new GuestPaused("h1", "fake")), "the coordinator is told that it is paused");
        Assert.True(guest.Frozen);
        return guest;
    }

    /// <summary>What would go to the coordinator.</summary>
    private sealed class Link : ReceiveActor
    {
        public Link(ConcurrentQueue<object> told) => ReceiveAny(told.Enqueue);
    }

    private sealed class FakePlatform(string name = "fake") : IPlatformDriver
    {
        private readonly List<FakeGuest> _guests = [];

        public string Platform => name;

        public int Number => 15;

        public TimeSpan StartBound => TimeSpan.FromSeconds(20);

        public IReadOnlyList<FakeGuest> Guests
        {
            get
            {
                lock (_guests) return [.. _guests];
            }
        }

        public Task<string?> Probe(CancellationToken ct) => Task.FromResult<string?>(null);

        public Task CleanUp(string prefix, CancellationToken ct) => Task.CompletedTask;

        public Task<IGuest> Start(GuestOrder order, CancellationToken ct)
        {
            var guest = new FakeGuest(name);
            lock (_guests) _guests.Add(guest);
            return Task.FromResult<IGuest>(guest);
        }
    }

    private sealed class FakeGuest(string platform) : IGuest
    {
        private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cleared { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Watched { get; private set; }

        public bool Stopping { get; private set; }

        public string Platform => platform;

        public IPAddress DataAddress => IPAddress.Loopback;

        public IPAddress ManagementAddress => IPAddress.Loopback;

        public Task<int> Exited
        {
            get
            {
                Watched = true;
                return _exited.Task;
            }
        }

        public IReadOnlyDictionary<string, string> Facts { get; } = new Dictionary<string, string>();

        public bool Pauses => true;

        public bool Frozen { get; private set; }

        public bool Broken { get; set; }

        public Task Pause(CancellationToken ct)
        {
            Frozen = true;
            return Task.CompletedTask;
        }

        public Task Resume(CancellationToken ct)
        {
            if (Broken) throw new ToolException("It does not thaw.", null);
            Frozen = false;
            return Task.CompletedTask;
        }

        public void End() => _exited.SetResult(137);

        public Task Stop()
        {
            Stopping = true;
            return Cleared.Task;
        }

        public ValueTask DisposeAsync() => new(Stop());
    }
}
