using ActorBench.Messages.Pairs;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Statistics.Findings;

/// <summary>All that rules may look at.</summary>
/// <param name="Environments">Every environment that an endpoint was found in, the earliest first.</param>
public sealed record FindingContext(CampaignAnalysis Analysis, IReadOnlyList<PairEvents.EnvironmentRecorded> Environments);
