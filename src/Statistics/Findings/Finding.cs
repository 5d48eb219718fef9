namespace ActorBench.Statistics.Findings;

/// <summary>How much a finding takes from a result.</summary>
public enum FindingKind
{
    /// <summary>Worth knowing.</summary>
    Hint,

    /// <summary>A number means less than it seems to.</summary>
    Warning,

    /// <summary>A number should not be used.</summary>
    Error,
}

/// <summary>Something that a rule saw in a campaign.</summary>
/// <param name="Where">A cell, a platform, a trial, or the campaign; may hold names from the campaign file and from hosts.</param>
/// <param name="Evidence">What was seen, with its numbers.</param>
public sealed record Finding(IFindingRule Rule, string Where, string Evidence);
