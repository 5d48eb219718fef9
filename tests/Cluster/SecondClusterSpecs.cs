namespace ActorBench.Cluster.Tests;

[Collection("cluster")]
public sealed class SecondClusterSpecs(SharedCluster shared)
{
    [Theory]
    [InlineData]
    [InlineData("--seed-node", "127.0.0.9:45999", "--seed-node", "127.0.0.1:45999")]
    public async Task A_coordinator_that_is_none_of_a_cluster_gets_its_database_neither_alone_nor_with_others(params string[] seeds)
    {
        var cluster = await shared.GetAsync();
        using var place = new Place();
        var refused = (await Actorbench.Run(
            place,
            ["coordinator", "--store", $"{cluster.Store}", "--management-address", "127.0.0.9", "--port", "45999", "--command-port", "0", "--health-port", "0", .. seeds])).Expect(73);

        Assert.Contains("'actorbench coordinator 127.0.0.", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        await cluster.UntilWholeAsync();
    }
}
