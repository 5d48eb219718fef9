using System.Runtime.CompilerServices;
using System.Text.Json;
using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Commands;
using ActorBench.Messages.Plans;
using ActorBench.Reports;
using Akka.Actor;

namespace ActorBench.Coordinator.Commands;

/// <summary>Orders to campaigns.</summary>
public sealed class CampaignOrderCommands
{
    /// <summary>A block and a status travel between coordinators as one message each; beyond these they might not fit into its frame.</summary>
    public const int MostTrialsPerBlock = 10_000;

    /// <summary>See <see cref="MostTrialsPerBlock"/>.</summary>
    public const int MostCells = 5_000;

    /// <summary>Exit code where nothing is wrong with the order.</summary>
    private const int Unanswered = 1;

    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(10);
    private static readonly CommandArgument Id = new("id", "Campaign; without it the newest.", Position: true);

    private static readonly CommandArgument Reason = new("reason", "For the record.");
    private static readonly CommandArgument Filter = new("filter", "Only those of these cells, such as 'proto:tcp size:64KiB'.");

    private readonly EntityServices _services;
    private readonly LiveCampaigns _campaigns;
    private readonly IReadOnlyDictionary<string, string> _lab;

    /// <summary>Two submitted at once must not get one number.</summary>
    private readonly SemaphoreSlim _numbering = new(1);

    private CampaignOrderCommands(EntityServices services, LiveCampaigns campaigns, IReadOnlyDictionary<string, string> lab)
    {
        _services = services;
        _campaigns = campaigns;
        _lab = lab;
    }

    /// <param name="lab">Facts of every campaign that is submitted.</param>
    public static IReadOnlyList<OperatorCommand> Of(EntityServices services, LiveCampaigns campaigns, IReadOnlyDictionary<string, string> lab)
    {
        var orders = new CampaignOrderCommands(services, campaigns, lab);
        return
        [
            new(
                "submit",
                "Start a campaign file and print the campaign's id.",
                [
                    new("file", "Campaign file.", Mandatory: true, Kind: ArgumentKind.File, Position: true),
                    new("set", "Any key of the file, such as 'repetitions=5'; may be repeated."),
                    new("plan-hash", "What the sender's planner made of it; another one is refused."),
                ],
                orders.SubmitAsync) { Role = CommandRole.Operator },
            Order("resume", "Go on with a campaign that was paused or interrupted.", [], orders.Resume, "goes on"),
            Order("pause", "End the trials in flight and start nothing more until the campaign is resumed.", [Reason], (campaign, call) => new CampaignCommands.Pause(campaign, call.Reason), "is paused"),
            Order("cancel", "End a campaign for good; what is stored stays.", [Reason], (campaign, call) => new CampaignCommands.Cancel(campaign, call.Reason), "is cancelled") with { Confirm = "A cancelled campaign can't be resumed." },
            Order("retry", "Try quarantined trials again, with all retries anew.", [Filter], orders.Retry, "tries again"),
            new(
                "stop",
                "End the traffic of a campaign, or of all, at once; 'resume' goes on.",
                [Id, new("all", "Of every campaign.", Kind: ArgumentKind.Flag), Reason],
                orders.StopAsync) { Role = CommandRole.Operator },
        ];

        OperatorCommand Order(string name, string help, CommandArgument[] more, Func<CampaignId, CommandCall, ICampaignCommand> make, string done) =>
            new(name, help, [Id, .. more], (call, cancel) => orders.TellAsync(call, make, done, cancel)) { Role = CommandRole.Operator };
    }

    private async IAsyncEnumerable<string> SubmitAsync(CommandCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (text, path) = (call.Get("file"), call.Find("file" + CommandWire.PathOf));
        string[] overrides = call.Find("set")?.Split('\n') ?? [];
        CampaignPlan plan;
        try
        {
            plan = Planner.Plan(CampaignFile.Parse(new CampaignSource(path ?? "file", null, text), overrides));
        }
        catch (CampaignFileException e)
        {
            throw new CommandRefusedException(e.Describe());
        }

        if (WhyTooLarge(plan) is { } tooLarge) throw new CommandRefusedException(tooLarge);
        if (LabFit.WhyNot(plan.Spec, _lab) is { } unfit) throw new CommandRefusedException(unfit);
        await _numbering.WaitAsync(cancel).ConfigureAwait(false);
        CampaignId campaign;
        try
        {
            var submission = Guid.NewGuid().ToString("N");
            var known = Known();
            // Another coordinator may give the same number at this moment.
            do
            {
                campaign = CampaignNumbers.Next(known, plan.Spec.Name, plan.ShortHash);
                known = [campaign, .. known];
            }
            while (await AskAsync(new CampaignCommands.Start(campaign, text, null, overrides, call.Find("plan-hash") ?? plan.Hash, _lab, submission), cancel).ConfigureAwait(false) is CampaignReplies.Taken);
        }
        finally
        {
            _numbering.Release();
        }

        call.Concerns = [PersistenceIds.Campaign(campaign)];
        yield return call.Json ? $$"""{"campaign":"{{campaign}}"}""" : campaign.Value;
    }

    private static string? WhyTooLarge(CampaignPlan plan) =>
        plan.TrialsPerBlock > MostTrialsPerBlock ? TooLarge("trials a block", plan.TrialsPerBlock, MostTrialsPerBlock)
        : plan.Cells.Count > MostCells ? TooLarge("cells", plan.Cells.Count, MostCells)
        : null;

    private static string TooLarge(string what, int has, int most) =>
        $"The campaign has {Reports.Words.Thousands(has)} {what}, and a standing coordinator takes {Reports.Words.Thousands(most)} at most; take fewer sizes, platforms or levels, or make several campaigns of it.";

    private IReadOnlyList<CampaignId> Known()
    {
        using var reader = _campaigns.Open();
        return reader.Campaigns();
    }

    private async IAsyncEnumerable<string> TellAsync(
        CommandCall call, Func<CampaignId, CommandCall, ICampaignCommand> make, string done, [EnumeratorCancellation] CancellationToken cancel)
    {
        CampaignId campaign;
        using (var reader = _campaigns.Open()) campaign = _campaigns.Choose(reader, call.Find("id"));
        call.Concerns = [PersistenceIds.Campaign(campaign)];
        await AskAsync(make(campaign, call), cancel).ConfigureAwait(false);
        yield return call.Json ? $$"""{"campaign":"{{campaign}}","result":"{{done}}"}""" : $"{campaign} {done}.";
    }

    /// <summary>Trials of one campaign must not come from two kinds of lab.</summary>
    private CampaignCommands.Resume Resume(CampaignId campaign, CommandCall call)
    {
        if (LabFit.IsLab(_lab) && Spec(campaign) is { } spec && LabFit.WhyNot(spec, _lab, started: true) is { } unfit) throw new CommandRefusedException(unfit);
        return new CampaignCommands.Resume(campaign);
    }

    /// <returns>Null for a campaign that this build makes another plan of; it says so itself.</returns>
    private CampaignSpec? Spec(CampaignId campaign)
    {
        using var reader = _campaigns.Open();
        try
        {
            return reader.Started(campaign) is { } started ? StoredCampaign.PlanOf(started).Spec : null;
        }
        catch (PlanChangedException)
        {
            return null;
        }
    }

    private CampaignCommands.Retry Retry(CampaignId campaign, CommandCall call)
    {
        if (CellColumns.Filter(call.Find("filter")) is not { } filter) return new CampaignCommands.Retry(campaign);
        using var reader = _campaigns.Open();
        Cell[] cells = [.. StoredCampaign.PlanOf(reader.Started(campaign)!).Cells.Where(filter.Takes)];
        return cells.Length > 0 ? new CampaignCommands.Retry(campaign, cells) : throw new CommandRefusedException($"{campaign} has no cell like '{call.Find("filter")}'.");
    }

    /// <summary>All at once: traffic is what is to end, in two seconds.</summary>
    private async IAsyncEnumerable<string> StopAsync(CommandCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        var campaigns = ToStop(call);
        call.Concerns = [.. campaigns.Select(PersistenceIds.Campaign)];
        var tried = await Task.WhenAll(campaigns.Select(campaign => PauseAsync(campaign, call.Reason, cancel))).ConfigureAwait(false);
        if (!call.Has("all") && tried[0].Why is { } why) throw new CommandRefusedException(why, tried[0].Silent ? Unanswered : CommandRefusedException.Usage);
        if (tried.Length == 0 && !call.Json) yield return "Nothing runs.";
        foreach (var (campaign, whyNot, _) in tried) yield return Stopped(call, campaign, whyNot);
        if (tried.Count(one => one.Silent) is > 0 and var silent) throw new CommandRefusedException($"{silent} of {tried.Length} campaigns may go on; say it again.", Unanswered);
    }

    /// <returns>Why it is not paused, null where it is; and whether that is because nobody answered.</returns>
    private async Task<(CampaignId Campaign, string? Why, bool Silent)> PauseAsync(CampaignId campaign, string reason, CancellationToken cancel)
    {
        try
        {
            var reply = await _services.Entities.Campaigns.Ask(new CampaignCommands.Pause(campaign, reason), AnswerBound, cancel).ConfigureAwait(false);
            return (campaign, (reply as CampaignReplies.Refused)?.Reason, false);
        }
        catch (AskTimeoutException)
        {
            return (campaign, $"{campaign} did not answer within {AnswerBound.TotalSeconds:0} s.", true);
        }
    }

    private static string Stopped(CommandCall call, CampaignId campaign, string? why) => call.Json
        ? JsonSerializer.Serialize(new Dictionary<string, string> { ["campaign"] = campaign.Value, ["result"] = why ?? "is stopped" })
        : why ?? $"{campaign} is stopped.";

    /// <summary>Every campaign of a standing coordinator that is not over may be at work, here or on another member.</summary>
    private IReadOnlyList<CampaignId> ToStop(CommandCall call)
    {
        using var reader = _campaigns.Open();
        if (!call.Has("all")) return [_campaigns.Choose(reader, call.Find("id"))];
        return _services.Standing ? reader.OpenCampaigns() : [.. _services.Running.All];
    }

    private async Task<object> AskAsync(ICampaignCommand command, CancellationToken cancel)
    {
        var reply = await _services.Entities.Campaigns.Ask(command, AnswerBound, cancel).ConfigureAwait(false);
        return reply is CampaignReplies.Refused refused ? throw new CommandRefusedException(refused.Reason) : reply;
    }
}
