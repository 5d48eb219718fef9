using System.Runtime.InteropServices;
using ActorBench.Campaigns.Plans;
using ActorBench.Cli.Display;
using ActorBench.Cli.Labs;
using ActorBench.Coordinator.Commands;
using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using Akka.Actor;

namespace ActorBench.Cli.Running;

/// <summary>Runs one campaign here: store, lab, coordinator and display come up, and go down at every exit.</summary>
internal sealed class CampaignRunner(StorePlace store, string commandLine)
{
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new();
    private int _signalExit;

    /// <returns>The process's exit code.</returns>
    public async Task<int> RunAsync(CampaignOrder order, LabChoice lab)
    {
        using var interrupt = OnSignal(PosixSignal.SIGINT, ExitCode.Interrupted);
        using var terminate = OnSignal(PosixSignal.SIGTERM, ExitCode.Terminated);
        using var held = StoreLock.Acquire(store.Address, commandLine, store.SocketPath);
        store.RefuseUnusable();
        if (lab.Why is { } why) await Console.Error.WriteLineAsync(why).ConfigureAwait(false);
        var campaign = order.Resumed?.Campaign ?? order.NewId(store);
        try
        {
            // First of all: what follows takes seconds.
            await using var display = Displays.ForThisTerminal(order.Plan);
            await using var up = await CoordinatedLab.UpAsync(store, new LabOrder(lab.Kind, order.Plan.Spec.Lab), _stop.Token).ConfigureAwait(false);
            var (place, node) = (up.Place, up.Node);
            await StartAsync(node, order, campaign, place.Facts).ConfigureAwait(false);
            var last = await WatchAsync(display, node, place, held, campaign).ConfigureAwait(false);
            await display.DisposeAsync().ConfigureAwait(false);
            if (last is null && !held.Lost.IsCompleted) await up.StopAsync(campaign, "Stopped by its user.").ConfigureAwait(false);
            // The summary takes a moment, in which a coordinator without hosts would complain of them.
            var exitCode = last is null ? ExitCode.Internal : Conclude(order, campaign, last);
            await place.StopHostsAsync().ConfigureAwait(false);
            if (last is not null) return exitCode;
            if (held.Lost.IsCompletedSuccessfully) throw new StoreHeldException(store.Address, await held.Lost.ConfigureAwait(false));
            if (!_stop.IsCancellationRequested) throw WhyStopped(await place.Failed.ConfigureAwait(false), campaign);
            return await EndEarlyAsync(order, campaign).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return await EndEarlyAsync(order, campaign).ConfigureAwait(false);
        }
    }

    private async Task StartAsync(CoordinatorNode node, CampaignOrder order, CampaignId campaign, IReadOnlyDictionary<string, string> facts)
    {
        ICampaignCommand command = order.Resumed is null
            ? new CampaignCommands.Start(campaign, order.FileText, order.FilePath, order.Overrides, order.Plan.Hash, facts)
            : new CampaignCommands.Resume(campaign);
        var reply = await node.Entities.Campaigns.Ask(command, StartBound, _stop.Token).ConfigureAwait(false);
        if (reply is CampaignReplies.Refused refused) throw new CommandFailedException(ExitCode.Usage, refused.Reason);
    }

    /// <returns>The final status; null when its user, the lab's failure or the loss of the store ends it before.</returns>
    private async Task<CampaignStatus?> WatchAsync(IDisplay display, CoordinatorNode node, ILocalLab place, StoreLock held, CampaignId campaign)
    {
        while (!_stop.IsCancellationRequested && !place.Failed.IsCompleted && !held.Lost.IsCompleted)
        {
            if (await LookAsync(node, campaign).ConfigureAwait(false) is { } status)
            {
                display.Show(status);
                if (status.State == CampaignState.Cancelled) return status;
                if (status.State is CampaignState.Done or CampaignState.DoneWithFailures && await FinishedAsync(node, campaign).ConfigureAwait(false))
                    return status;
            }

            await Task.WhenAny(Task.Delay(display.Pause, _stop.Token), place.Failed, held.Lost).ConfigureAwait(false);
        }

        return null;
    }

    /// <returns>Null when the statistics could not answer just now: a busy disk must not end a campaign of hours.</returns>
    private static async Task<CampaignStatus?> LookAsync(CoordinatorNode node, CampaignId campaign)
    {
        try
        {
            return await LiveCampaigns.StatusAsync(node.Entities, campaign, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AskTimeoutException or CommandRefusedException)
        {
            return null;
        }
    }

    private static async Task<bool> FinishedAsync(CoordinatorNode node, CampaignId campaign) =>
        (await node.Entities.Campaigns.Ask<CampaignReplies.Progress>(new CampaignQueries.GetProgress(campaign), StartBound).ConfigureAwait(false)).Finished;

    private CommandFailedException WhyStopped(LabFailure failure, CampaignId campaign) =>
        new(failure.ExitCode, $"{failure.Sentence}\nEvery finished trial is stored. Go on with: {NextCommand.Of($"resume {campaign}", store)}");

    private async Task<int> EndEarlyAsync(CampaignOrder order, CampaignId campaign)
    {
        await Console.Error.WriteLineAsync(order.Resumed is not null || store.Has(campaign)
            ? $"Interrupted; every finished trial is stored. Go on with: {NextCommand.Of($"resume {campaign}", store)}"
            : "Interrupted before the campaign began; nothing is stored.").ConfigureAwait(false);
        return _signalExit;
    }

    private int Conclude(CampaignOrder order, CampaignId campaign, CampaignStatus last)
    {
        RunSummary.WriteTables(Console.Out, order.Plan, last);
        var verdict = RunVerdict.Of(store, campaign, order.Plan);
        RunSummary.Write(Console.Out, verdict, NextCommand.Of("report", store));
        RunSummary.WriteNext(Console.Error, last, store);
        return verdict.ExitCodeOf(last);
    }

    private PosixSignalRegistration OnSignal(PosixSignal signal, int exitCode)
    {
        var seen = 0;
        return PosixSignalRegistration.Create(signal, context =>
        {
            // The same signal a second time ends the process at once. SIGTERM after SIGINT does not: inside a user namespace Ctrl-C is both.
            if (Interlocked.Exchange(ref seen, 1) != 0) return;
            context.Cancel = true;
            Interlocked.CompareExchange(ref _signalExit, exitCode, 0);
            _stop.Cancel();
        });
    }
}
