using System.Net;
using ActorBench.Agents;
using ActorBench.HostNode.Guests;
using ActorBench.HostNode.Platforms;
using ActorBench.Messages.Agents;

namespace ActorBench.HostNode.Tests.Guests;

public sealed class GuestKeeperSpecs
{
    [Fact]
    public async Task A_guest_that_is_being_started_when_all_are_ended_is_undone_before_that_returns()
    {
        var platform = new SlowPlatform();
        var options = new AgentOptions(AgentRole.Host, "h1", "native", ["127.0.0.1:1"], IPAddress.Loopback, IPAddress.Loopback, null, new Dictionary<string, string>());
        var keeper = new GuestKeeper(options, new HostNetwork("ab1", 1, "ab1-h1", IPAddress.Loopback, 1500, "ab1-mg", null), ["guest"], [platform]);
        var start = keeper.StartAsync("slow");
        await Soon.Until(() => platform.Made, "its place is made");

        await keeper.StopAllAsync();

        Assert.False(platform.Made);
        await Assert.ThrowsAsync<GuestFailedException>(() => start);
    }

    private sealed class SlowPlatform : IPlatformDriver
    {
        public string Platform => "slow";

        public int Number => 1;

        public TimeSpan StartBound { get; } = TimeSpan.FromMinutes(1);

        public bool Made { get; private set; }

        public Task<string?> Probe(CancellationToken ct) => Task.FromResult<string?>(null);

        public async Task<IGuest> Start(GuestOrder order, CancellationToken ct)
        {
            Made = true;
            try
            {
                await Task.Delay(Timeout.Infinite, ct);
                throw new InvalidOperationException("It never comes up.");
            }
            finally
            {
                // Undoing takes its time.
                await Task.Delay(20, CancellationToken.None);
                Made = false;
            }
        }

        public Task CleanUp(string prefix, CancellationToken ct) => Task.CompletedTask;
    }
}
