using ActorBench.Coordinator.Audit;
using ActorBench.Coordinator.Commands;
using ActorBench.Coordinator.Nodes;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using Akka.Actor;

namespace ActorBench.Cli.Labs;

/// <summary>A lab with its coordinator, which answers commands on a socket file beside its store.</summary>
internal sealed class CoordinatedLab : IAsyncDisposable
{
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(8);

    private readonly CommandServer _server;

    private CoordinatedLab(ILocalLab place, CoordinatorNode node, CommandServer server) => (Place, Node, _server) = (place, node, server);

    public ILocalLab Place { get; }

    public CoordinatorNode Node { get; }

    /// <summary>Its host nodes have been started, and may not have registered yet. The caller holds the store.</summary>
    public static async Task<CoordinatedLab> UpAsync(StorePlace store, LabOrder order, CancellationToken cancel)
    {
        var place = await LocalLabs.UpAsync(order, cancel).ConfigureAwait(false);
        CoordinatorNode? node = null;
        try
        {
            node = CoordinatorNode.Start(place.CoordinatorAddress, 0, store.Address, timings: EntityTimings.Lab, readWire: place.ReadWire);
            place.StartHosts(node.Address);
            var server = await CommandServer.StartAsync(
                CommandEndpoint.OnSocket(store.SocketPath), OperatorPalettes.Of(node.System, node.Services, place.Facts), new AuditTrail(node.System, node.Services).RecordAsync).ConfigureAwait(false);
            return new CoordinatedLab(place, node, server);
        }
        catch
        {
            if (node is not null) await node.DisposeAsync().ConfigureAwait(false);
            await place.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the trial in flight; the campaign can be resumed.</summary>
    public async Task StopAsync(CampaignId campaign, string reason)
    {
        try
        {
            await Node.Entities.Campaigns.Ask<CampaignReplies.Stopped>(new CampaignCommands.Stop(campaign, reason), StopBound).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            // The journal is good at every moment: what was open is run again.
            await Console.Error.WriteLineAsync("actorbench: the trial in flight did not stop in time and will be run again.").ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().ConfigureAwait(false);
        await Node.DisposeAsync().ConfigureAwait(false);
        await Place.DisposeAsync().ConfigureAwait(false);
    }
}
