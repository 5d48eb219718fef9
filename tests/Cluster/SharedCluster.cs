namespace ActorBench.Cluster.Tests;

/// <summary>One cluster for all tests that leave it whole: it takes longer to come up than most of them take.</summary>
public sealed class SharedCluster : IAsyncDisposable
{
    private Coordinators? _cluster;

    /// <summary>Skips the test where there can be none.</summary>
    internal async Task<Coordinators> GetAsync()
    {
        _cluster ??= await Coordinators.StartAsync();
        await _cluster.UntilWholeAsync();
        return _cluster;
    }

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}

[CollectionDefinition("cluster")]
public sealed class ClusterTests : ICollectionFixture<SharedCluster>;
