using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary>The whole file: its top keys, and the rules that hold between sections.</summary>
internal static class CampaignSection
{
    public static CampaignSpec Read(MapNode root)
    {
        var file = Section.Of(root, "the campaign", Vocabulary.Campaign);
        var version = Version(file.Find("version"));
        var name = Names.Campaign(file.Find("name"), root.Place);
        var hosts = HostsSection.Read(file.Find("hosts"));
        var lab = LabSection.Read(file.Find("lab"), hosts);
        var names = hosts ?? HostsSection.OfLab(lab.Hosts);
        var pairs = PairsSection.Read(file.Find("pairs"), names);
        var links = LinksSection.Read(file.Find("links"), names);
        var platforms = PlatformsSection.Read(file.Find("platforms"));
        var classes = ProtocolsSection.Read(file.Find("protocols")
            ?? throw root.Place.Refusal("the campaign has no protocols, so there is nothing to measure; write some, such as 'protocols: { tcp: { sizes: [1 B] } }'"));
        var timing = Values.Word(file.Find("timing"), "timing", Words.Timings, default);
        var profile = Values.Word(file.Find("profile"), "profile", Words.Profiles, Profile.Plain);
        var baseline = PlatformsSection.Baseline(file.Find("baseline"), platforms);
        var (trial, response) = TrialSection.Read(file.Find("trial"), timing, classes, profile);
        var repetitions = Values.Whole(file.Find("repetitions"), "repetitions", 1, Planner.MostTrials, profile.Repetitions);
        var spec = new CampaignSpec(
            version,
            name,
            file.Find("description") is { } description ? Values.PlainText(description, "description", longest: 1000) : null,
            Values.Whole(file.Find("seed"), "seed", 0, ulong.MaxValue, otherwise: 1),
            Values.Word(file.Find("engine"), "engine", Words.Engines, "native"),
            lab,
            pairs,
            platforms,
            baseline,
            classes,
            trial,
            response,
            repetitions,
            Values.Word(file.Find("order"), "order", Words.Orders, TrialOrder.Blocks),
            Values.Whole(file.Find("retries"), "retries", 0, 100, 2),
            ThresholdsSection.Read(file.Find("thresholds"), platforms, baseline, classes),
            Values.Word(file.Find("twins"), "twins", Words.Switches, profile.Twins),
            Values.Word(file.Find("sentinels"), "sentinels", Words.Switches, profile.Sentinels),
            StopSection.Read(file.Find("stop"), profile.Stop, repetitions),
            hosts,
            ConcurrencySection.Read(file.Find("concurrency"), pairs, links ?? []),
            links,
            Values.Word(file.Find("guests"), "guests", Words.Guests, GuestMode.Warm));
        RefuseBrokenSeconds(spec, file);
        RefuseTooMany(spec, file);
        return spec;
    }

    private static int Version(YamlNode? node)
    {
        if (node is null) return 1;
        var version = Values.Scalar(node, "version");
        return version.Text == "1" ? 1 : throw version.Place.Refusal($"this build reads version 1 of campaign files, not {Shown.Quoted(version.Text)}; write 'version: 1'");
    }

    /// <summary>netperf reads its length as a whole number, and would take half a second for no end at all.</summary>
    private static void RefuseBrokenSeconds(CampaignSpec spec, Section file)
    {
        if (spec.Engine == "native" || spec.Trial.DurationNs is not { } duration || duration % 1_000_000_000 == 0) return;
        // The length may be the profile's, and then it is the engine that does not go with it.
        var length = (file.Find("trial") as MapNode)?.Entries.Where(entry => entry.Key.Text == "duration").Select(entry => entry.Value).FirstOrDefault();
        throw (length ?? file.Find("engine")!).Place.Refusal(
            $"the engine netperf measures whole seconds, not {Quantity.Time.Text(duration)}; write one such as '1 s', or 'exchanges' instead");
    }

    private static void RefuseTooMany(CampaignSpec spec, Section file)
    {
        var trials = Planner.CountTrials(spec);
        if (trials <= Planner.MostTrials) return;
        var blame = trials / spec.Repetitions > Planner.MostTrials ? file.Find("protocols") : file.Find("repetitions") ?? file.Find("protocols");
        throw blame!.Place.Refusal($"the campaign has {Shown.Number(trials)} trials, more than {Shown.Number(Planner.MostTrials)}; take fewer sizes, platforms or repetitions");
    }
}
