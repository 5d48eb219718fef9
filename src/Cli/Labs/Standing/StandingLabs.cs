using System.Diagnostics;
using System.Globalization;
using ActorBench.Cli.Running;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Labs.Standing;
using ActorBench.Journal;
using ActorBench.Reports;

namespace ActorBench.Cli.Labs.Standing;

/// <summary>Brings labs up that outlive the command, and takes them down.</summary>
internal static class StandingLabs
{
    /// <summary>A campaign's trial in flight, its guests and the host nodes are ended in order, and some tools take seconds.</summary>
    private static readonly TimeSpan DownBound = TimeSpan.FromSeconds(60);

    /// <summary>Above it are ends by a signal.</summary>
    private const int LastOwnCode = 128;

    private static readonly TimeSpan KillBound = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Keeps other commands from bringing a lab of this name up, before anything is made.</summary>
    /// <exception cref="CommandFailedException">A lab of that name stands or comes up.</exception>
    /// <exception cref="StoreHeldException">Another process writes the store.</exception>
    public static LabUnderway Order(string name, StorePlace store)
    {
        var underway = LabFolder.Standard.Order(name) ?? throw new CommandFailedException(
            ExitCode.Locked, $"Lab {name} is being brought up by another command. See how far it is with: {NextCommand.Of("lab status")}, or bring up another with --name and a --store of its own.");
        try
        {
            if (LabFolder.Standard.Find(name) is { Alive: true } standing) throw Stands(standing.Record, name);
            if (StoreLock.Holder(store.Address) is { } holder) throw new StoreHeldException(store.Address, holder);
            return underway;
        }
        catch
        {
            underway.Dispose();
            throw;
        }
    }

    /// <summary>Starts the keeper and waits until every host of the lab has registered.</summary>
    /// <param name="underway">Given back early where it is interrupted.</param>
    /// <param name="keeper">Words of the command that keeps it.</param>
    /// <exception cref="CommandFailedException">It did not come up, and nothing of it is left.</exception>
    public static async Task<LabRecord> UpAsync(string name, StorePlace store, LabUnderway underway, IReadOnlyList<string> keeper, CancellationToken cancel)
    {
        // What a keeper before said of a lab of this name must not be taken for the new one's word.
        Forget(name);
        var log = store.LabLogPath(name);
        using var process = Background.Start(keeper, log);
        while (!process.HasExited)
        {
            if (LabFolder.Standard.Find(name) is { Alive: true, Record: { Phase: LabPhase.Up } record }) return record;
            try
            {
                await Task.Delay(LookEvery, cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                underway.Dispose();
                await EndAsync(process, name).ConfigureAwait(false);
                throw new CommandFailedException(ExitCode.Interrupted, $"Interrupted; nothing of lab {name} is left.");
            }
        }

        // What it said last is said here, and what it could not remove is removed.
        var reason = LabFolder.Standard.Find(name)?.Record.Reason ?? await LastWordsAsync(log).ConfigureAwait(false);
        await CleanUpAsync(name).ConfigureAwait(false);
        throw new CommandFailedException(process.ExitCode is ExitCode.Success or > LastOwnCode ? ExitCode.Internal : process.ExitCode, reason);
    }

    /// <summary>Ends a lab with everything; of a dead one, what it left.</summary>
    /// <returns>A sentence on what was done.</returns>
    public static async Task<string> DownAsync(FoundLab lab)
    {
        var name = lab.Record.Name;
        var inTime = lab.Alive && await EndAsync(lab).ConfigureAwait(false);
        // A keeper that ends in order leaves no record.
        var left = LabFolder.Standard.Find(name)?.Record;
        await CleanUpAsync(name).ConfigureAwait(false);
        return left?.Reason is { } reason ? $"Lab {name} had ended: {Words.Inert(reason)} It is forgotten."
            : inTime && left is null ? $"Lab {name} is down."
            : inTime ? $"The keeper of lab {name} was killed while it went down; what it left is removed."
            : lab.Alive ? $"Lab {name} did not end within {DownBound.TotalSeconds} s and was killed; what it left is removed."
            : $"The keeper of lab {name} was killed before; what it left is removed.";
    }

    /// <summary>Removes what dead labs left, and their names.</summary>
    /// <returns>What the names of the namespaces that are gone began with.</returns>
    public static async Task<IReadOnlyList<string>> CleanUpAsync(params IReadOnlyList<string> names)
    {
        var removed = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? await Leftovers.CleanUp(CancellationToken.None).ConfigureAwait(false) : [];
        foreach (var name in names) Forget(name);
        return removed;
    }

    public static CommandFailedException Stands(LabRecord? record, string name) => new(
        ExitCode.Locked,
        $"Lab {name} {(record is null ? "is another process's" : $"stands since {Words.Time(record.Since)} (process {record.Pid.ToString(CultureInfo.InvariantCulture)}, store {record.Store})")}. "
            + $"Look at it with: {NextCommand.Of("lab status")}, end it with: {NextCommand.Of($"lab down {name}")}, or bring up another with --name and a --store of its own.");

    /// <summary>As <see cref="CleanUpAsync"/>, and of every name whose processes are dead.</summary>
    public static async Task<IReadOnlyList<string>> CleanUpAllAsync()
    {
        var removed = await CleanUpAsync().ConfigureAwait(false);
        LabFolder.Standard.ForgetTheDead();
        return removed;
    }

    /// <summary>Ends a lab that comes up, whether its keeper has its name already or not.</summary>
    private static async Task EndAsync(Process keeper, string name)
    {
        for (var clock = Stopwatch.StartNew(); !keeper.HasExited && clock.Elapsed < DownBound; await Task.Delay(LookEvery).ConfigureAwait(false))
            if (LabFolder.Standard.Find(name) is { Alive: true } half)
                half.Terminate();
        if (!keeper.HasExited) keeper.Kill();
        await keeper.WaitForExitAsync().ConfigureAwait(false);
        await CleanUpAsync(name).ConfigureAwait(false);
    }

    /// <summary>Of a lab that is no more; a living one stays as it is.</summary>
    private static void Forget(string name)
    {
        if (LabFolder.Standard.Find(name) is { Alive: false } gone && CommandSocket.IsDead(gone.Record.Socket)) File.Delete(gone.Record.Socket);
        LabFolder.Standard.Forget(name);
    }

    /// <returns>False where it had to be killed.</returns>
    private static async Task<bool> EndAsync(FoundLab lab)
    {
        lab.Terminate();
        if (await GoneWithinAsync(lab.Record.Name, DownBound).ConfigureAwait(false)) return true;
        lab.Kill();
        await GoneWithinAsync(lab.Record.Name, KillBound).ConfigureAwait(false);
        return false;
    }

    private static async Task<bool> GoneWithinAsync(string name, TimeSpan bound)
    {
        for (var clock = Stopwatch.StartNew(); LabFolder.Standard.Find(name) is { Alive: true }; await Task.Delay(LookEvery).ConfigureAwait(false))
            if (clock.Elapsed > bound)
                return false;
        return true;
    }

    /// <summary>What the keeper said last, as this command's own words.</summary>
    private static async Task<string> LastWordsAsync(string log)
    {
        const string Own = "actorbench: ";
        var lines = (await File.ReadAllLinesAsync(log).ConfigureAwait(false)).Where(line => line.Trim().Length > 0).ToArray();
        if (lines.LastOrDefault(line => line.StartsWith(Own, StringComparison.Ordinal)) is { } sentence) return sentence[Own.Length..];
        return $"The lab's keeper ended before the lab stood, or was killed; its output is in {log}{(lines.Length > 0 ? $": {lines[^1]}" : ".")}";
    }
}
