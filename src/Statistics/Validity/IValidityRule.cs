namespace ActorBench.Statistics.Validity;

/// <summary>One reason why a trial may not have measured what it was meant to. It looks at what happened beside the exchanges, never at whether
/// the result is welcome: the one rule that sees a rate compares it with what the wire can carry at all.</summary>
public interface IValidityRule
{
    /// <summary>As flags carry it after <c>invalid:</c>; never renamed.</summary>
    string Code { get; }

    /// <summary>What it means and what to do about it, for whoever finds the code.</summary>
    string Sentence { get; }

    /// <returns>What was seen; null where nothing speaks against the trial, or nobody looked.</returns>
    string? Evidence(TrialEvidence trial);
}
