using System.Net;
using System.Net.NetworkInformation;
using ActorBench.Agents.Spool;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Coordinator.Tests.Spool;

public sealed class AgentSpoolSpecs
{
    /// <summary>Data addresses of h1 and h2 that no other test uses.</summary>
    private static readonly IPAddress[] Data = [IPAddress.Parse("127.0.41.1"), IPAddress.Parse("127.0.41.2")];

    private const string Text = """
        name: spooled
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        trial: { duration: 1 s, warmup: 1 ms, timeout: 5 s }
        repetitions: 2
        retries: 1
        """;

    [Fact]
    public async Task A_result_that_outlives_its_coordinator_and_then_its_agents_is_taken_once()
    {
        var campaign = new CampaignId("spooled-000000-1");
        using var rig = new SpoolRig();
        await using var test = new TestNode { Spool = new SpoolPlace(rig.Folder, Needed: true) };
        StartAgents(test);
        string[] files = [test.Spool.FileOf("h1", "native"), test.Spool.FileOf("h2", "native")];
        var empty = new FileInfo(files[0]).Length;
        await test.StartCampaignAsync(campaign, Text);
        // Not as the coordinator sees it: an order that has not arrived yet would die with it.
        await TestNode.UntilAsync(() => Task.FromResult(IsMeasuring()), "the hosts talk");
        await test.KillAsync();
        await TestNode.UntilAsync(() => Task.FromResult(files.All(file => new FileInfo(file).Length > empty + 100)), "both ends have their result on disk");
        await test.StopAgentsAsync();

        test.StartAgainOnTheSamePort();
        StartAgents(test);
        await test.ResumeAsync(campaign);
        await test.FinishedAsync(campaign);

        var record = await test.EachTrialIsAcceptedOnceAsync(campaign, 2);
        var events = record.Pairs.Single().Events.Select(e => e.Event).ToArray();
        Assert.Empty(events.OfType<PairEvents.AttemptFailed>());
        var first = events.OfType<PairEvents.TrialRecorded>().First();
        Assert.Equal((1, 1), (first.Key.Trial, first.Key.Attempt));
        Assert.Equal(events.OfType<PairEvents.BlockStarted>().First().InitiatorEpoch, first.Key.Epoch);
        await TestNode.UntilAsync(() => Task.FromResult(files.All(file => new FileInfo(file).Length == empty)), "both spools are empty");
    }

    [Fact]
    public async Task An_agent_whose_spool_has_no_room_refuses_work_and_says_why()
    {
        var campaign = new CampaignId("spooled-000000-2");
        using var rig = new SpoolRig(size: "128k");
        await using var test = new TestNode { Spool = new SpoolPlace(rig.Folder, Needed: true) };
        test.StartAgents();
        rig.Fill();
        await test.StartCampaignAsync(campaign, Text.Replace("repetitions: 2", "repetitions: 1", StringComparison.Ordinal));
        await test.FinishedAsync(campaign);

        var failed = test.Read(campaign).TrialEvents.OfType<PairEvents.AttemptFailed>().ToArray();
        Assert.Equal(2, failed.Length);
        Assert.All(failed, attempt =>
        {
            // The pair's word for an endpoint that refuses to be prepared.
            Assert.Equal(FailureKind.NotReady, attempt.Failure.Kind);
            Assert.Contains("can't keep results on disk", attempt.Failure.Reason, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_spool_that_was_asked_for_must_be_there_and_any_other_is_done_without()
    {
        using var rig = new SpoolRig();
        File.WriteAllText(Path.Combine(rig.Folder, "h1"), "no folder");

        var refused = Assert.Throws<SpoolException>(() => new SpoolPlace(rig.Folder, Needed: true).Open("h1", "native"));
        Assert.Contains(new SpoolPlace(rig.Folder, Needed: true).FileOf("h1", "native"), refused.Message, StringComparison.Ordinal);
        Assert.Contains("--spool none", refused.Message, StringComparison.Ordinal);

        var (file, notes) = new SpoolPlace(rig.Folder, Needed: false).Open("h1", "native");
        Assert.Null(file);
        Assert.Contains("kept in memory", Assert.Single(notes), StringComparison.Ordinal);
    }

    private static void StartAgents(TestNode test)
    {
        test.StartAgent(AgentRole.Host, "h1", "native", Data[0]);
        test.StartAgent(AgentRole.Host, "h2", "native", Data[1]);
    }

    private static bool IsMeasuring() => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Any(one => one.State == TcpState.Established && one.LocalEndPoint.Address.Equals(Data[0]) && one.RemoteEndPoint.Address.Equals(Data[1]));
}
