namespace ActorBench.Messages.Plans;

/// <summary>Name, short plan hash and number of the run: <c>quick-3fa2c1-1</c>.</summary>
public readonly record struct CampaignId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Two hosts whose endpoints talk to each other; the first one's endpoint is the initiator.</summary>
public sealed record PairId(string Initiator, string Responder)
{
    /// <summary>Host names hold no colon, so the text splits back into the two names.</summary>
    public override string ToString() => $"{Initiator}:{Responder}";

    public static PairId Parse(string text) =>
        text.Split(':') is [var initiator, var responder]
            ? new PairId(initiator, responder)
            : throw new FormatException($"'{text}' is not a pair; a pair reads 'h1:h2'.");
}

/// <summary>One attempt at one trial of one campaign, under one lease.</summary>
/// <param name="Trial">Number of the trial in the plan, from 1.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Epoch">The larger of the two hosts' lease epochs; a result of an older epoch is stale.</param>
public sealed record AttemptKey(CampaignId Campaign, PairId Pair, int Trial, int Attempt, long Epoch)
{
    public override string ToString() => $"{Campaign}/{Pair}#{Trial}.{Attempt}@{Epoch}";
}
