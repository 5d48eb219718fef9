using System.Net;
using ActorBench.Agents;
using ActorBench.HostNode.Guests;
using ActorBench.HostNode.Platforms;
using ActorBench.Messages.Agents;
using Akka.Actor;

namespace ActorBench.HostNode.Tests.Guests;

public sealed class GuestsActorSpecs : IDisposable
{
    private static readonly AgentOptions Options = new(
        AgentRole.Host, "h1", "native", ["127.0.0.1:1"], IPAddress.Loopback, IPAddress.Loopback, null, new Dictionary<string, string>());

    private static readonly HostNetwork Network = new("ab1", 1, "ab1-h1", IPAddress.Loopback, 1500, "ab1-mg", null);

    private readonly ActorSystem _system = ActorSystem.Create("guests", "akka.loglevel = WARNING");
    private readonly FakePlatform _platform = new();
    private readonly IActorRef _guests;

    public GuestsActorSpecs() =>
        _guests = _system.ActorOf(GuestsActor.Props(Options, new GuestKeeper(Options, Network, ["guest"], [_platform])));

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

    private void Ask() => _guests.Tell(new StartGuest("h1", "fake"));

    private async Task<FakeGuest> Guest(int number)
    {
        await Soon.Until(() => _platform.Guests.Count >= number, $"guest {number} is started");
        return _platform.Guests[number - 1];
    }

    private sealed class FakePlatform : IPlatformDriver
    {
        private readonly List<FakeGuest> _guests = [];

        public string Platform => "fake";

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
            var guest = new FakeGuest();
            lock (_guests) _guests.Add(guest);
            return Task.FromResult<IGuest>(guest);
        }
    }

    private sealed class FakeGuest : IGuest
    {
        private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cleared { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Watched { get; private set; }

        public bool Stopping { get; private set; }

        public string Platform => "fake";

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

        public bool Pauses => false;

        public Task Pause(CancellationToken ct) => Task.CompletedTask;

        public Task Resume(CancellationToken ct) => Task.CompletedTask;

        public void End() => _exited.SetResult(137);

        public Task Stop()
        {
            Stopping = true;
            return Cleared.Task;
        }

        public ValueTask DisposeAsync() => new(Stop());
    }
}
