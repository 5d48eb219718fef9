using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.State;

/// <summary>How long an attempt may take; both ends and the pair reckon with the same bound.</summary>
public static class TrialLength
{
    /// <summary>The longest drain, warm-up, window and the campaign's timeout. By exchange count the window's length is unknown and the timeout covers it.</summary>
    public static TimeSpan Deadline(TrialSpec trial, TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return TimeSpan.FromMicroseconds(((TrialSettings.MostDrains * settings.DrainNs) + settings.WarmupNs + (settings.DurationNs ?? 0) + settings.TimeoutNs) / 1000.0);
    }
}
