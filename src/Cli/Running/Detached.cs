using System.Diagnostics;
using ActorBench.Journal;

namespace ActorBench.Cli.Running;

/// <summary>Runs a command in a session of its own, which the terminal's end does not reach.</summary>
internal static class Detached
{
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Prints the id once the campaign is in the store.</summary>
    public static async Task<int> RunAsync(string[] args, StorePlace place, CampaignOrder order)
    {
        if (StoreLock.Holder(place.Address) is { } holder) throw new StoreHeldException(place.Address, holder);
        var campaign = order.NewId(place);
        var log = place.LogPath;
        using var process = Background.Start([.. args.Where(a => a != "--detach"), "--yes"], log);
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < StartBound)
        {
            if (place.Has(campaign))
            {
                Console.WriteLine(campaign);
                await Console.Error.WriteLineAsync($"Runs in the background (process {process.Id}, output in {log}). Watch it with: {NextCommand.Of($"status {campaign} -w", place)}").ConfigureAwait(false);
                return ExitCode.Success;
            }

            if (process.HasExited)
                throw new CommandFailedException(process.ExitCode, (await File.ReadAllTextAsync(log).ConfigureAwait(false)).Trim());
            await Task.Delay(LookEvery).ConfigureAwait(false);
        }

        throw new CommandFailedException(ExitCode.Internal, $"The campaign did not start within {StartBound.TotalSeconds} s; its output is in {log}.");
    }
}
