using System.Diagnostics;
using ActorBench.Campaigns.Plans;
using ActorBench.Cli.Display;
using ActorBench.Cli.Labs.Standing;
using ActorBench.Messages.Commands;
using ActorBench.Messages.Statistics;
using ActorBench.Pbm.Client;
using ActorBench.Reports.Text;

namespace ActorBench.Cli.Running;

/// <summary>A campaign on a standing coordinator: submitted from here, and looked at until it ends. It goes on without whoever looks.</summary>
internal sealed class RemoteCampaign(string coordinator)
{
    /// <summary>A campaign that goes over to another coordinator, or a coordinator that is started again, is back within it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

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
                status = await PatientlyAsync(id, () => _source.StatusAsync(id, cancel), cancel).ConfigureAwait(false);
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
        var verdict = await PatientlyAsync(id, () => VerdictAsync(id, cancel), cancel).ConfigureAwait(false);
        RunSummary.Write(Console.Out, verdict, Next($"report {id} --html {id}.html"));
        await Console.Error.WriteLineAsync($"{id}: {RunSummary.Outcome(status)}. Its report: {Next($"report {id} --html {id}.html")}").ConfigureAwait(false);
        return verdict.ExitCodeOf(status);
    }

    private async Task<RunVerdict> VerdictAsync(string id, CancellationToken cancel)
    {
        var lines = new List<string>();
        var arguments = CommandSource.Arguments(("id", id), ("format", "json"));
        await foreach (var line in _source.Living().RunAsync("campaign", "report", CommandSource.Request(arguments, json: false), cancel).ConfigureAwait(false)) lines.Add(line);
        var (thresholds, findings) = ReportJsonReader.Read(string.Join('\n', lines));
        return new RunVerdict(thresholds, findings);
    }

    /// <summary>Asks again while nobody answers, or not in time: the campaign goes on meanwhile.</summary>
    private async Task<T> PatientlyAsync<T>(string id, Func<Task<T>> ask, CancellationToken cancel)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (CommandException e) when (e.ExitCode is ClientExitCode.Unreachable or ClientExitCode.Internal)
            {
                if (CoordinatorAddress.Parse(coordinator)?.SocketPath is { } socket && GoneLab.Of(socket) is { } gone)
                    throw new CommandFailedException(ExitCode.Unreachable, $"{gone.Sentence} Every finished trial is stored. {GoOn(id, gone)}");
                if (Stopwatch.GetElapsedTime(since) > Patience)
                    throw new CommandFailedException(e.ExitCode, $"{e.Message}\nThe campaign goes on where another coordinator has it; look with --coordinator and another's address.");
            }

            await Task.Delay(Pause, cancel).ConfigureAwait(false);
        }
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

    private string GoOn(string id, GoneLab gone)
    {
        var here = gone.Store is { } store ? NextCommand.Of($"resume {id}", StorePlace.Of(store)) : NextCommand.Of($"resume {id} --store STORE");
        return $"Go on in a lab of this command's own with: {here}, or, when a lab stands there again, with: {Next($"resume {id}")}";
    }

    private string Next(string words) => NextCommand.Of($"{words} --coordinator {NextCommand.Quoted(coordinator)}");
}
