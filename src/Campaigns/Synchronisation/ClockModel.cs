using ActorBench.Messages.Rounds;

namespace ActorBench.Campaigns.Synchronisation;

/// <summary>Another clock as the surveys of it say: straight lines between them, and the last line on beyond the last.</summary>
public sealed class ClockModel
{
    /// <summary>Faster than this no two clocks of machines that work drift apart: 200 ns in a millisecond.</summary>
    public const double MostDriftPpb = 200_000;

    /// <summary>Surveys that the drift is taken over: of two that lie close together the errors would outweigh it.</summary>
    private const int Remembered = 8;

    private readonly List<ClockEstimate> _surveys = [];

    public void Add(ClockEstimate survey)
    {
        if (_surveys.Count == Remembered) _surveys.RemoveAt(0);
        _surveys.Add(survey);
    }

    /// <param name="atNs">Of the own clock, not before the first survey that is remembered.</param>
    public EndpointClock At(long atNs)
    {
        var next = _surveys.FindIndex(survey => survey.AtNs >= atNs);
        if (next > 0) return Between(_surveys[next - 1], _surveys[next], atNs);
        var last = _surveys[^1];
        var (drift, error) = Drift(_surveys[0], last);
        var beyond = Math.Max(0, atNs - last.AtNs);
        return new EndpointClock(
            atNs + last.OffsetNs + (long)Math.Round(drift * beyond / 1e9), drift, last.BoundNs + (long)Math.Ceiling(error * beyond / 1e9));
    }

    private static EndpointClock Between(ClockEstimate before, ClockEstimate after, long atNs)
    {
        var drift = 1e9 * (after.OffsetNs - before.OffsetNs) / (after.AtNs - before.AtNs);
        // On the line between two values an error is never larger than the larger of theirs.
        return new EndpointClock(
            atNs + before.OffsetNs + (long)Math.Round(drift * (atNs - before.AtNs) / 1e9), drift, Math.Max(before.BoundNs, after.BoundNs) + 1);
    }

    /// <returns>The drift, and how wrong it may be: as much as both surveys may, over the time between them, and never more than a drift can be.</returns>
    private static (double DriftPpb, double ErrorPpb) Drift(ClockEstimate first, ClockEstimate last)
    {
        var apart = last.AtNs - first.AtNs;
        if (apart <= 0) return (0, MostDriftPpb);
        var error = 1e9 * (first.BoundNs + last.BoundNs) / apart;
        // Too close together to tell: no drift is as good a guess as any.
        return error >= MostDriftPpb
            ? (0, MostDriftPpb)
            : (Math.Clamp(1e9 * (last.OffsetNs - first.OffsetNs) / apart, -MostDriftPpb, MostDriftPpb), error);
    }
}
