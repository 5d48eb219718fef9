using ActorBench.Coordinator.Commands;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Commands;

public sealed class SubmitSpecs : IAsyncLifetime
{
    private const string Text = "name: x\nplatforms: [native]\nprotocols: { tcp: { sizes: [1 B] } }\n";

    private readonly TestNode _test = new(standing: true);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Where_another_coordinator_has_just_given_the_number_the_next_one_is_taken()
    {
        var ours = _test.Node.Entities.Campaigns;
        _test.Node.Entities.Campaigns = _test.Node.System.ActorOf(Props.Create(() => new Ahead(ours)));

        string[] ids = [await SubmitAsync(Text), await SubmitAsync(Text)];
        var stem = $"x-{TestNode.Plan(Text).ShortHash}-";
        Assert.Equal([stem + "2", stem + "3"], ids);
        Assert.Equal("theirs", _test.Read(new CampaignId(stem + "1")).Started.Submission);
    }

    [Fact]
    public async Task A_campaign_whose_blocks_do_not_fit_a_message_is_refused()
    {
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(
            () => SubmitAsync("name: x\nplatforms: [native]\nprotocols: { tcp: { sizes: 1 B .. 11000 B +1 B } }\nrepetitions: 1\n"));

        Assert.Equal(
            "The campaign has 11 000 trials a block, and a standing coordinator takes 10 000 at most; take fewer sizes, platforms or levels, or make several campaigns of it.",
            refused.Message);
    }

    private async Task<string> SubmitAsync(string text)
    {
        var submit = CampaignOrderCommands.Of(_test.Node.Services, new LiveCampaigns(_test.Node.Services), new Dictionary<string, string>()).Single(command => command.Name == "submit");
        var call = CommandCall.Of("campaign", submit, new Dictionary<string, string> { ["file"] = text }, json: false, CommandCaller.Owner);
        var lines = new List<string>();
        await foreach (var line in submit.Run(call, CancellationToken.None)) lines.Add(line);
        return Assert.Single(lines);
    }

    /// <summary>Another coordinator, whose submission of the same file arrives a moment before each of ours.</summary>
    private sealed class Ahead : ReceiveActor
    {
        private bool _was;

        public Ahead(IActorRef region)
        {
            Receive<CampaignCommands.Start>(m =>
            {
                if (!_was) region.Tell(m with { Submission = "theirs" }, ActorRefs.Nobody);
                _was = true;
                region.Forward(m);
            });
            ReceiveAny(region.Forward);
        }
    }
}
