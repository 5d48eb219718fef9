using ActorBench.Campaigns.State;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.State;

/// <summary>A pair that waits for its second host longer than a lease lasts.</summary>
public sealed class LongWaitSpecs
{
    private static readonly CampaignId Other = new("other-000000-1");
    private static readonly PairId OtherPair = new("h2", "h3");

    private readonly PairRig _pair = new();
    private readonly Dictionary<string, HostMachine> _hosts = new() { ["h1"] = new(new HostState("h1")), ["h2"] = new(new HostState("h2")) };

    [Fact]
    public void A_pair_keeps_its_first_host_while_another_campaigns_long_block_holds_the_second()
    {
        var block = TimeSpan.FromMinutes(20);
        TellHost(new HostCommands.TakeLease("h2", Other, OtherPair, 1, TimeSpan.FromSeconds(10), _pair.Now));
        TellPair(PairRig.Grant(0, PairRig.Trial(1)));
        // Whoever waits for the first host takes it as soon as its lease ends.
        TellHost(new HostCommands.TakeLease("h1", Other, new PairId("h1", "h3"), 1, TimeSpan.FromSeconds(10), _pair.Now));
        for (var end = _pair.Now + block; _pair.Now < end; _pair.Now += TimeSpan.FromSeconds(3))
        {
            TellHost(new HostCommands.RenewLease("h2", Other, OtherPair, 1, 1, _pair.Now, 0));
            foreach (var host in _hosts.Values) Carry(host.Handle(new HostInput.Tick(), _pair.Now));
            TellPair(new PairInput.Tick());
        }

        Assert.Equal((PairPhase.Leasing, 1L), (_pair.Phase, _hosts["h1"].State.Epoch));
        TellHost(new HostCommands.ReleaseLease("h2", Other, OtherPair, 1));

        Assert.Equal(PairPhase.RaisingPlatforms, _pair.Phase);
        Assert.Equal((1L, 2L), (_hosts["h1"].State.Epoch, _hosts["h2"].State.Epoch));
    }

    private void TellPair(object input)
    {
        _pair.Tell(input);
        foreach (var command in _pair.Effects.OfType<PairEffect.TellHost>().Select(e => e.Command).ToArray()) TellHost(command);
    }

    private void TellHost(IHostCommand command) => Carry(_hosts[command.Host].Handle(command, _pair.Now));

    private void Carry(HostStep step)
    {
        foreach (var told in step.Effects.OfType<HostEffect.TellPair>().Where(e => e.Campaign == PairRig.Campaign).ToArray()) TellPair(told.Message);
    }
}
