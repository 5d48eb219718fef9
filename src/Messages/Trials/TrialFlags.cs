namespace ActorBench.Messages.Trials;

/// <summary>The words that a trial's flags may be.</summary>
public static class TrialFlags
{
    /// <summary>Exchanges were lost.</summary>
    public const string Lossy = "lossy";

    /// <summary>Before the code of each rule of validity that the trial broke, as in <c>invalid:steal</c>.</summary>
    public const string InvalidPrefix = "invalid:";

    public static bool SayInvalid(IReadOnlyList<string> flags) => flags.Any(flag => flag.StartsWith(InvalidPrefix, StringComparison.Ordinal));
}
