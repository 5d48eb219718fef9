using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Findings;
using ActorBench.Tests;

namespace ActorBench.Statistics.Tests.Findings;

/// <summary>What all rules have in common.</summary>
public sealed class FindingSpecs
{
    [Fact]
    public void A_calm_campaign_has_no_finding() => Assert.Empty(FindingRules.Of(Looked.At(Looked.Calm())));

    [Fact]
    public void A_campaign_without_a_trial_has_none_that_throws()
    {
        var input = Synthetic.Input([]) with { Cells = [Looked.Native, Looked.Bridge], Planned = [10, 10] };
        Assert.All(FindingRules.Of(new FindingContext(CampaignAnalysis.Of(input), [])), finding => Assert.Equal("FEW_RUNS", finding.Rule.Code));
    }

    [Fact]
    public void Codes_are_unique_and_their_texts_are_whole_sentences()
    {
        Assert.Equal(FindingRules.All.Count, FindingRules.All.Select(rule => rule.Code).Distinct().Count());
        Assert.All(FindingRules.All, rule =>
        {
            Assert.Matches("^[A-Z]{2,}(_[A-Z]+)*$", rule.Code);
            Assert.All([rule.Meaning, rule.Remedy, rule.Explanation], text => Assert.EndsWith(".", text, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Errors_come_first()
    {
        var trials = Looked.Calm(90, [80]).Select(trial => trial.Flagged("invalid:steal"));
        var kinds = FindingRules.Of(Looked.At(trials)).Select(finding => finding.Rule.Kind).ToList();

        Assert.Contains(FindingKind.Error, kinds);
        Assert.Equal(kinds.OrderDescending(), kinds);
    }

    [Fact]
    public void The_order_of_the_facts_says_nothing()
    {
        var trials = Looked.Calm(90, [90, 50, 90, 50, 90, 50, 90, 50, 90, 50]).Select((trial, i) => i % 3 == 0 ? trial.Flagged("invalid:clock") : trial).ToList();
        Assert.Equal(Text(trials), Text(Enumerable.Reverse(trials)));

        static IEnumerable<string> Text(IEnumerable<ITrialEvent> trials) => FindingRules
            .Of(Looked.At(trials, input => input with { Cells = [Looked.Native, Looked.Bridge] }))
            .Select(finding => $"{finding.Rule.Code} {finding.Where} {finding.Evidence}");
    }
}

/// <summary>Findings of campaigns that are made for them.</summary>
internal static class Looked
{
    public static readonly Cell Native = Synthetic.Cell();
    public static readonly Cell Bridge = Synthetic.Cell("bridge");

    /// <param name="bridge">Null for calm ones.</param>
    public static IReadOnlyList<PairEvents.TrialRecorded> Calm(double mean = 90, double[]? bridge = null) =>
        Synthetic.Trials((Native, Synthetic.Calm(mean)), (Bridge, bridge ?? Synthetic.Calm(mean).Reverse().ToArray()));

    public static FindingContext At(IEnumerable<ITrialEvent> facts, Func<AnalysisInput, AnalysisInput>? change = null, params PairEvents.EnvironmentRecorded[] environments)
    {
        var input = Synthetic.Input(facts);
        return new FindingContext(CampaignAnalysis.Of(change?.Invoke(input) ?? input), environments);
    }

    /// <summary>What one rule says of it, as <c>where: evidence</c>.</summary>
    public static string[] For(string code, FindingContext campaign) =>
        [.. FindingRules.Of(campaign).Where(finding => finding.Rule.Code == code).Select(finding => $"{finding.Where}: {finding.Evidence}")];

    public static string[] For(string code, IEnumerable<ITrialEvent> facts) => For(code, At(facts));
}
