using ActorBench.HostNode.Labs.Standing;
using ActorBench.Journal;
using ActorBench.Messages.Hosts;
using Akka.Actor;

namespace ActorBench.Cli.Labs.Standing;

/// <summary>The process that a standing lab lives in: it goes down with it, in order or not.</summary>
internal sealed class LabKeeper(string name, StorePlace store)
{
    private const string Purpose = "actorbench lab ";

    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(250);

    private LabRecord _record = new(
        name, Environment.ProcessId, DateTimeOffset.UtcNow, LabPhase.Starting, $"{store.Address}", store.SocketPath, store.LabLogPath(name), null, new Dictionary<string, string>(), []);

    /// <summary>The holder of a store is a lab's keeper.</summary>
    public static bool Is(StoreHolder holder) => holder.Purpose.StartsWith(Purpose, StringComparison.Ordinal);

    /// <summary>Brings the lab up and keeps it until it is told to end or can't go on; then its record says why.</summary>
    public async Task<int> RunAsync(LabOrder order, CancellationToken stop)
    {
        using var own = LabFolder.Standard.Take(name) ?? throw StandingLabs.Stands(LabFolder.Standard.Find(name)?.Record, name);
        // Nobody could find it before: whoever has brought this process up and was killed must not be followed by a lab.
        if (!LabFolder.Standard.IsOrdered(name)) throw Orphaned();
        using var held = StoreLock.Acquire(store.Address, $"{Purpose}{name}", store.SocketPath);
        store.RefuseUnusable();
        own.Write(_record);
        try
        {
            await KeepAsync(own, held, order, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to end while it came up.
        }
        catch (Exception e)
        {
            own.WriteLast(_record with { Phase = LabPhase.Ended, Reason = Failures.Describe(e).Sentence });
            throw;
        }

        return ExitCode.Success;
    }

    private async Task KeepAsync(LabName own, StoreLock held, LabOrder order, CancellationToken stop)
    {
        using var coming = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var watch = new Timer(_ => { if (!LabFolder.Standard.IsOrdered(name)) coming.Cancel(); }, null, TimeSpan.Zero, WatchEvery);
        try
        {
            await using var lab = await CoordinatedLab.UpAsync(store, order, coming.Token).ConfigureAwait(false);
            Say(own, _record with { Agents = lab.Node.Address, Facts = lab.Place.Facts, Hosts = lab.Place.Hosts });
            var registered = RegisteredAsync(lab, coming.Token);
            if (await Task.WhenAny(registered, lab.Place.Failed).ConfigureAwait(false) == registered)
            {
                await registered.ConfigureAwait(false);
                await watch.DisposeAsync().ConfigureAwait(false);
                coming.Token.ThrowIfCancellationRequested();
                Say(own, _record with { Phase = LabPhase.Up });
                await Task.WhenAny(Task.Delay(Timeout.Infinite, stop), lab.Place.Failed, held.Lost, lab.Node.System.WhenTerminated).ConfigureAwait(false);
            }

            var coordinatorEnded = lab.Node.System.WhenTerminated.IsCompleted;
            Say(own, _record with { Phase = LabPhase.Ending });
            await EndAsync(lab).ConfigureAwait(false);
            if (held.Lost.IsCompletedSuccessfully) throw new StoreHeldException(store.Address, await held.Lost.ConfigureAwait(false));
            if (stop.IsCancellationRequested) return;
            if (lab.Place.Failed.IsCompleted) throw Failure(await lab.Place.Failed.ConfigureAwait(false));
            if (coordinatorEnded) throw new CommandFailedException(ExitCode.Internal, "Its coordinator ended by itself.");
        }
        catch (OperationCanceledException) when (coming.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw Orphaned();
        }
    }

    private static CommandFailedException Orphaned() => new(ExitCode.Interrupted, "The command that was to bring it up ended before it stood.");

    private void Say(LabName own, LabRecord record) => own.Write(_record = record);

    private static CommandFailedException Failure(LabFailure failure) => new(failure.ExitCode, failure.Sentence);

    /// <summary>While the coordinator is still there to be told.</summary>
    private async Task EndAsync(CoordinatedLab lab)
    {
        await Task.WhenAll(lab.Node.Services.Running.All.Select(campaign => lab.StopAsync(campaign, $"Lab {name} was taken down."))).ConfigureAwait(false);
        await lab.Place.StopHostsAsync().ConfigureAwait(false);
    }

    private static async Task RegisteredAsync(CoordinatedLab lab, CancellationToken stop)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bound.CancelAfter(lab.Place.HostsBound);
        foreach (var host in lab.Place.Hosts)
        {
            try
            {
                while ((await lab.Node.Entities.Hosts.Ask<HostStatus>(new HostQueries.GetHost(host.Name), AnswerBound, bound.Token).ConfigureAwait(false)).Agents.Count == 0)
                    await Task.Delay(LookEvery, bound.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                throw new CommandFailedException(ExitCode.Internal, $"Host {host.Name} ({host.Place}) did not register within {lab.Place.HostsBound.TotalSeconds} s.");
            }
        }
    }
}
