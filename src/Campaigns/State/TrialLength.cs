using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;

namespace ActorBench.Campaigns.State;

/// <summary>How long an attempt may take; both ends and the pair reckon with the same bound.</summary>
public static class TrialLength
{
    /// <summary>The longest drain, warm-up, window and the campaign's timeout. By exchange count the window's length is unknown and the timeout covers it.</summary>
    /// <param name="start">Where the window does not begin before an instant.</param>
    public static TimeSpan Deadline(TrialSpec trial, TrialSettings settings, RoundStart? start = null)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var before = (start?.LeadNs ?? 0) + (TrialSettings.MostDrains * settings.DrainNs) + settings.WarmupNs;
        var after = start is null ? 0 : settings.CooldownNs;
        return TimeSpan.FromMicroseconds((before + (settings.DurationNs ?? 0) + after + settings.TimeoutNs) / 1000.0);
    }
}
