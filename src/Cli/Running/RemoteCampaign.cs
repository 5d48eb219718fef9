using ActorBench.Campaigns.Plans;
using ActorBench.Cli.Display;
using ActorBench.Messages.Commands;
using ActorBench.Messages.Statistics;

namespace ActorBench.Cli.Running;

/// <summary>A campaign on a standing coordinator: submitted from here, and looked at until it ends. It goes on without whoever looks.</summary>
internal sealed class RemoteCampaign(string coordinator)
{
    private readonly CommandSource _source = new(StorePlace.Of(null), coordinator);

    /// <summary>Prints the id, or looks until the campaign has ended.</summary>
    public async Task<int> RunAsync(CampaignOrder order, bool detach, CancellationToken cancel)
    {
        var id = await SubmitAsync(order, cancel).ConfigureAwait(false);
        if (detach)
        {
            Console.WriteLine(id);
            await Console.Error.WriteLineAsync($"Runs on {coordinator}. Watch it with: {Next($"status {id} -w")}").ConfigureAwait(false);
            return ExitCode.Success;
        }

        return await AttachAsync(id, order.Plan, cancel).ConfigureAwait(false);
    }

    public async Task<int> AttachAsync(string id, CampaignPlan plan, CancellationToken cancel)
    {
        CampaignStatus status;
        try
        {
            await using var display = Displays.ForThisTerminal(plan);
            while (true)
            {
                status = await _source.StatusAsync(id, cancel).ConfigureAwait(false);
                display.Show(status);
                if (status.State is not (CampaignState.Running or CampaignState.Paused)) break;
                await Task.Delay(display.Pause, cancel).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"{id} goes on without you on {coordinator}. Look again with: {Next($"status {id} -w")}; end it with: {Next($"cancel {id}")}").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }

        RunSummary.WriteTables(Console.Out, plan, status);
        await Console.Error.WriteLineAsync($"{id}: {RunSummary.Outcome(status)}. Its report: {Next($"report {id} --html {id}.html")}").ConfigureAwait(false);
        return status.State == CampaignState.Done ? ExitCode.Success : ExitCode.FinishedWithFailures;
    }

    private async Task<string> SubmitAsync(CampaignOrder order, CancellationToken cancel)
    {
        var arguments = CommandSource.Arguments(
            ("file", order.FileText),
            ("file" + CommandWire.PathOf, order.FilePath),
            ("set", order.Overrides.Count == 0 ? null : string.Join('\n', order.Overrides)),
            ("plan-hash", order.Plan.Hash));
        await foreach (var line in _source.Living().RunAsync("campaign", "submit", CommandSource.Request(arguments, json: false), cancel).ConfigureAwait(false)) return line;
        throw new CommandFailedException(ExitCode.Internal, $"{coordinator} took the campaign and did not say under which id; see: {Next("list")}");
    }

    private string Next(string words) => NextCommand.Of($"{words} --coordinator {NextCommand.Quoted(coordinator)}");
}
