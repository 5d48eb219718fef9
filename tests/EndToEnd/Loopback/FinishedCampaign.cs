namespace ActorBench.EndToEnd.Tests.Loopback;

/// <summary>One small campaign, run to its end once for all tests that only look at it.</summary>
public sealed class FinishedCampaign : IAsyncLifetime
{
    internal Place Place { get; } = new();

    internal string File { get; private set; } = "";

    internal Ended Run { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        File = Place.Write("small.yaml", Some.Campaign("native, bridge"));
        Run = await Actorbench.Run(Place, "run", File, "--lab", "loopback");
    }

    public ValueTask DisposeAsync()
    {
        Place.Dispose();
        return default;
    }
}
