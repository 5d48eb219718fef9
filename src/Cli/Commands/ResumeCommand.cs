using System.CommandLine;
using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Cli.Labs;
using ActorBench.Cli.Running;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;

namespace ActorBench.Cli.Commands;

internal static class ResumeCommand
{
    public static Command Create(string[] args)
    {
        var id = StoreFlags.Id();
        var store = StoreFlags.Store();
        var coordinator = StoreFlags.Coordinator();
        var command = new Command("resume", "Go on with an interrupted campaign; what is stored is not measured again.") { id, store, coordinator };
        command.SetAction(async (parsed, _) =>
        {
            var place = StorePlace.Of(parsed.GetValue(store));
            var source = new CommandSource(place, parsed.GetValue(coordinator));
            if (parsed.GetValue(coordinator) is not null || await IsPausedAsync(source, place, parsed.GetValue(id)).ConfigureAwait(false))
                return await source.OrderAsync("resume", CommandSource.Arguments(("id", parsed.GetValue(id))), json: false, CancellationToken.None).ConfigureAwait(false);
            var record = Read(place, parsed.GetValue(id));
            if (record.Cancelled is { } cancelled)
                throw new CommandFailedException(ExitCode.Usage, $"{record.Campaign} was cancelled ({cancelled.Reason}) and stays so. See what was measured with: {NextCommand.Of($"status {record.Campaign}", place)}");
            if (record.Finished is not null) return Finished(record, place);
            var started = record.Started;
            RefuseChangedFile(started, place);
            var plan = StoredCampaign.PlanOf(started);
            var order = new CampaignOrder(plan, started.FileText, started.FilePath, started.Overrides, started);
            EngineCheck.RefuseMissing(plan.Spec);
            var lab = LabChoice.Make(StoredLab(started));
            return await RunCommand.StartAsync(order, place, lab, args).ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>Whether the living process that holds the store waits for this order.</summary>
    /// <exception cref="StoreHeldException">It runs, and needs none.</exception>
    private static async Task<bool> IsPausedAsync(CommandSource source, StorePlace place, string? id)
    {
        if (StoreLock.Holder(place.Address) is not { } holder) return false;
        return holder.Socket is not null && (await source.StatusAsync(id, CancellationToken.None).ConfigureAwait(false)).State == CampaignState.Paused
            ? true
            : throw new StoreHeldException(place.Address, holder);
    }

    private static CampaignRecord Read(StorePlace place, string? id)
    {
        using var reader = StoreReader.Open(place.Address);
        return reader.Read(place.Choose(reader, id))!;
    }

    private static int Finished(CampaignRecord record, StorePlace place)
    {
        var status = StoredCampaign.StatusOf(record);
        Console.WriteLine($"{record.Campaign} is finished: {RunSummary.Outcome(status)}. See its tables with: {NextCommand.Of($"status {record.Campaign}", place)}");
        return ExitCode.Success;
    }

    /// <summary>The lab that the campaign began in: trials of one campaign must not come from two kinds of lab.</summary>
    private static LabKind StoredLab(CampaignEvents.CampaignStarted started) =>
        started.Lab.GetValueOrDefault("kind") == "loopback" ? LabKind.Loopback : LabKind.Netns;

    private static void RefuseChangedFile(CampaignEvents.CampaignStarted started, StorePlace place)
    {
        if (started.FilePath is not { } path || !File.Exists(path)) return;
        var now = CampaignFile.Read(path);
        if (now.Text == started.FileText || SamePlan(now, started)) return;
        throw new CommandFailedException(
            ExitCode.Usage,
            $"{path} has changed since {started.Campaign} was started; put it back, or start a new campaign with: {NextCommand.Of($"run {NextCommand.Quoted(path)}", place)}\n{SourceDiff.Lines(started.FileText, now.Text)}");
    }

    private static bool SamePlan(CampaignSource now, CampaignEvents.CampaignStarted started)
    {
        try
        {
            return Planner.Plan(CampaignFile.Parse(now, started.Overrides)).Hash == started.PlanHash;
        }
        catch (CampaignFileException)
        {
            return false;
        }
    }
}
