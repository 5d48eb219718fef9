using System.Diagnostics;
using ActorBench.Campaigns.State;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Reports;

namespace ActorBench.Coordinator.Observability;

/// <summary>Spans of a pair's block and of the attempts in it, made of the events and effects that its machine decided.</summary>
internal sealed class PairSpans(CampaignId campaign, PairId pair) : IDisposable
{
    private string? _campaignSpan;
    private Activity? _block;
    private Activity? _trial;

    public void Granted(PairCommands.RunBlock grant) => _campaignSpan = grant.Trace;

    public void Stored(IPairEvent happened)
    {
        switch (happened)
        {
            case PairEvents.BlockStarted e:
                End("interrupted");
                _block = Spans.Begin(
                    "block", _campaignSpan, ("actorbench.campaign", campaign.Value), ("actorbench.pair", pair.ToString()), ("actorbench.block", e.Block));
                break;
            case PairEvents.TrialRecorded: EndTrial("accepted"); break;
            case PairEvents.AttemptFailed e: EndTrial(Words.Kebab(e.Failure.Kind), e.Failure.Reason); break;
            case PairEvents.BlockPaused: End("paused"); break;
        }
    }

    public void Followed(PairEffect effect)
    {
        switch (effect)
        {
            case PairEffect.ShowOpen { Trial: var open }:
                _trial = Spans.Begin(
                    "trial",
                    _block?.Id,
                    ("actorbench.campaign", campaign.Value),
                    ("actorbench.pair", pair.ToString()),
                    ("actorbench.block", open.Spec.Block),
                    ("actorbench.trial", open.Spec.Number),
                    ("actorbench.attempt", open.Attempt),
                    ("actorbench.cell", Words.Name(open.Spec.Cell)));
                break;
            case PairEffect.TellCampaign { Command: CampaignCommands.CompleteBlock }:
                End("completed");
                break;
        }
    }

    /// <summary>The pair moves or dies with its block open.</summary>
    public void Dispose() => End("interrupted");

    private void End(string outcome)
    {
        EndTrial("interrupted");
        Spans.End(_block, outcome);
        _block = null;
    }

    private void EndTrial(string outcome, string? failure = null)
    {
        Spans.End(_trial, outcome, failure);
        _trial = null;
    }
}
