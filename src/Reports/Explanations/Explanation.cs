namespace ActorBench.Reports.Explanations;


/// <summary>What a code on a screen, in a row or in a report means.</summary>
/// <param name="Kind"><c>error</c>, <c>warning</c> or <c>hint</c> of a campaign; <c>flag</c> of a trial.</param>
/// <param name="Remedy">Null where <paramref name="Meaning"/> says it too.</param>
/// <param name="Text">How it is found, with limits and sources; null where nothing is left to say.</param>
public sealed record Explanation(string Code, string Kind, string Meaning, string? Remedy, string? Text);
