using System.Net.Sockets;
using ActorBench.Coordinator.Commands;
using ActorBench.Journal;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;

namespace ActorBench.Cli;

/// <summary>A campaign's status: from the coordinator that runs it, else from the store alone.</summary>
internal static class LiveStatus
{
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(5);

    public static async Task<CampaignStatus> ReadAsync(StorePlace store, StoreReader reader, CampaignId campaign, CancellationToken cancel)
    {
        if (StoreLock.Holder(store.Path)?.Socket is { } socket && await AskAsync(socket, campaign, cancel).ConfigureAwait(false) is { } live) return live;
        var record = reader.Read(campaign, TrialDetail.Counters)!;
        return StoredCampaign.StatusOf(record);
    }

    /// <returns>Null where nobody answers for this campaign: the store then says the same, but for the trial in flight.</returns>
    private static async Task<CampaignStatus?> AskAsync(string socket, CampaignId campaign, CancellationToken cancel)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var unix = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await unix.ConnectAsync(new UnixDomainSocketEndPoint(socket), token).ConfigureAwait(false);
                return new NetworkStream(unix, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri("http://coordinator"), Timeout = AnswerBound };
        try
        {
            using var answer = await client.GetAsync(new Uri($"/campaign/status?id={campaign}", UriKind.Relative), cancel).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode) return null;
            var status = CampaignPalette.ParseStatus(await answer.Content.ReadAsStringAsync(cancel).ConfigureAwait(false));
            return status;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
