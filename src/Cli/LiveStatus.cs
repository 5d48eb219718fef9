using System.Net.Sockets;
using ActorBench.Journal;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;

namespace ActorBench.Cli;

/// <summary>A campaign's status: from the coordinator that runs it, else from the store alone.</summary>
internal static class LiveStatus
{
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(5);

    /// <param name="id">Null for the campaign that runs, else the newest of the store.</param>
    public static async Task<CampaignStatus> ReadAsync(StorePlace store, string? id, CancellationToken cancel)
    {
        var holder = StoreLock.Holder(store.Path);
        if (holder?.Socket is { } socket && await AskAsync(socket, id, cancel).ConfigureAwait(false) is { } live) return live;
        using var reader = StoreReader.Open(store.Path);
        var campaign = store.Choose(reader, id);
        // A coordinator that comes up or goes down does not answer, and holds the newest campaign all the same.
        return StoredCampaign.StatusOf(reader.Read(campaign, TrialDetail.Counters)!, holder is not null && campaign == reader.Campaigns()[0]);
    }

    /// <returns>Null where nobody answers for this campaign: the store then says the same, but for the trial in flight.</returns>
    private static async Task<CampaignStatus?> AskAsync(string socket, string? id, CancellationToken cancel)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        bound.CancelAfter(AnswerBound);
        try
        {
            var question = id is null ? "/campaign/status" : $"/campaign/status?id={Uri.EscapeDataString(id)}";
            return await CommandSocket.GetAsync(socket, question, bound.Token).ConfigureAwait(false) is { } line ? StatusJsonReader.Read(line) : null;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}
