namespace ActorBench.Statistics.Findings;

/// <summary>One thing that may be wrong with a campaign's numbers.</summary>
public interface IFindingRule
{
    /// <summary>As <c>actorbench explain</c> takes it; never renamed.</summary>
    string Code { get; }

    FindingKind Kind { get; }

    /// <summary>One sentence of what it means.</summary>
    string Meaning { get; }

    /// <summary>One sentence of what to do about it.</summary>
    string Remedy { get; }

    /// <summary>For <c>explain</c>: how it is found, its limits and where they come from.</summary>
    string Explanation { get; }

    IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign);
}
