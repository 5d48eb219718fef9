using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.State;

/// <summary>What kind of trouble a failure is, and so whether and when the trial is tried again.</summary>
public enum FailureClass
{
    /// <summary>May be gone the next time; uses up a retry.</summary>
    Transient,

    /// <summary>Something ran, but its numbers can't be right; uses up a retry.</summary>
    Invalid,

    /// <summary>It will not be otherwise the next time: the trial is not tried again.</summary>
    Permanent,

    /// <summary>The trial was open when a process died, and may be what it died of; three crashes, or ten lost endpoints, in a row are too many.</summary>
    Poison,

    /// <summary>Nobody's fault: uses up no retry and is not waited after.</summary>
    Stopped,
}

/// <summary>When a failed trial is tried again: full jitter over a wait that doubles (Brooker 2015), the same for the same campaign, trial and attempt.</summary>
/// <param name="Base">The most that the first wait takes.</param>
/// <param name="Most">The most that any wait takes.</param>
public sealed record RetryRule(TimeSpan Base, TimeSpan Most)
{
    public static RetryRule Standard { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

    /// <summary>For a lab, where what failed is on this machine and so is the person who waits.</summary>
    public static RetryRule Lab { get; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    public static FailureClass ClassOf(FailureKind kind) => kind switch
    {
        FailureKind.Mismatch => FailureClass.Invalid,
        // The end that is left behind often sees the connection break before anyone hears that an agent died.
        FailureKind.Interrupted or FailureKind.AgentLost or FailureKind.PeerClosed or FailureKind.LeaseEnded => FailureClass.Poison,
        FailureKind.Stopped => FailureClass.Stopped,
        FailureKind.Unable => FailureClass.Permanent,
        _ => FailureClass.Transient,
    };

    /// <param name="failures">Of this trial so far, from 1.</param>
    public TimeSpan WaitAfter(CampaignId campaign, int trial, int failures)
    {
        var most = Base.TotalMicroseconds * Math.Pow(2, Math.Min(failures - 1, 30));
        return TimeSpan.FromMicroseconds(Math.Min(most, Most.TotalMicroseconds) * Fraction(campaign, trial, failures));
    }

    /// <summary>0 to 1. FNV-1a over what names the attempt, spread by SplitMix64's last step, for .NET's own hash differs from process to process.</summary>
    private static double Fraction(CampaignId campaign, int trial, int failures)
    {
        unchecked
        {
            var hash = 0xCBF29CE484222325;
            foreach (var letter in $"{campaign}#{trial}.{failures}") hash = (hash ^ letter) * 0x100000001B3;
            hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
            hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
            return ((hash ^ (hash >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
