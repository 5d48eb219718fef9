namespace ActorBench.Messages.Trials;

/// <summary>When a trial of a round began and ended. Times are nanoseconds of the round's clock, comparable among trials with the same round, position and <paramref name="AskedNs"/>.</summary>
/// <param name="Position">Of the trial in its block, from 1.</param>
/// <param name="Pairs">Members of the round.</param>
/// <param name="AskedNs">The instant that all had to begin at.</param>
/// <param name="StartedNs">When the first request of the window was about to be sent.</param>
/// <param name="StoppedNs">When the last counted response had been received.</param>
/// <param name="BoundNs">Largest error of <paramref name="StartedNs"/> that the survey of the clocks leaves.</param>
/// <param name="Missing">Members that were not let begin at this instant; null for none.</param>
public sealed record StartFacts(
    int Round, int Position, int Pairs, long AskedNs, long StartedNs, long StoppedNs, long BoundNs, IReadOnlyList<string>? Missing = null)
{
    /// <summary>Of the window, from its first request to its last response.</summary>
    public long WindowNs => StoppedNs - StartedNs;
}
