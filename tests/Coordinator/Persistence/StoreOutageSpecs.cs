using System.Diagnostics;
using ActorBench.Journal;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Tests;

namespace ActorBench.Coordinator.Tests.Persistence;

public sealed class StoreOutageSpecs
{
    private const string Text = """
        name: outage
        platforms: [native]
        protocols: { tcp: { sizes: [1 B, 64 B] } }
        trial: { duration: 20 ms, warmup: 0 ms }
        repetitions: 60
        """;

    private static readonly CampaignId Campaign = new("outage-000000-1");

    [Fact]
    public async Task A_campaign_goes_on_by_itself_when_its_database_is_back()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var test = new TestNode(await server.NewDatabaseAsync());
        await BegunAsync(test);

        await server.StopAsync();
        await PausedAsync(test, "StoreUnreachable");
        await server.StartAgainAsync();

        await test.FinishedAsync(Campaign);
        await test.EachTrialIsAcceptedOnceAsync(Campaign, 120);
    }

    [Fact]
    public async Task A_campaign_goes_on_by_itself_when_its_disk_has_room_again()
    {
        Assert.SkipUnless(Environment.UserName == "root", "A file system of its own takes root.");
        var folder = Directory.CreateTempSubdirectory("actorbench-disk-").FullName;
        // Room for the log that SQLite writes before its first checkpoint.
        Run("mount", "-t", "tmpfs", "-o", "size=32m", "none", folder);
        try
        {
            await using var test = new TestNode(StoreAddress.File(Path.Combine(folder, "store.db")));
            await BegunAsync(test);

            Fill(Path.Combine(folder, "filler"));
            await PausedAsync(test, "NoSpace");
            File.Delete(Path.Combine(folder, "filler"));

            await test.FinishedAsync(Campaign);
            await test.EachTrialIsAcceptedOnceAsync(Campaign, 120);
        }
        finally
        {
            Run("umount", "-l", folder);
            Directory.Delete(folder);
        }
    }

    private static async Task BegunAsync(TestNode test)
    {
        test.StartAgents();
        await test.StartCampaignAsync(Campaign, Text);
        await TestNode.UntilAsync(async () => (await test.StatusAsync(Campaign)).Accepted >= 5, "trials are accepted");
    }

    private static Task PausedAsync(TestNode test, string reason) => TestNode.UntilAsync(
        async () => await test.StatusAsync(Campaign) is { State: CampaignState.Paused } status && status.PausedBecause!.StartsWith(reason, StringComparison.Ordinal), $"it is paused: {reason}");

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        var block = new byte[4096];
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static void Run(params string[] command)
    {
        using var process = Process.Start(command[0], command[1..]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
