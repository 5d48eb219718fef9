using ActorBench.Campaigns.Scheduling;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

public enum LabKind
{
    /// <summary>The best that the machine allows.</summary>
    Auto,
    Loopback,
    Netns,
}

public enum WireKind
{
    /// <summary>A token bucket: limits the sustained rate and lets a short exchange through at once.</summary>
    Shaped,

    /// <summary>Holds every frame for its time on the wire, as a switch does.</summary>
    Serialised,
}

/// <summary>Where the two ends of a pair are pinned.</summary>
public enum CpuPolicy
{
    Shared,
    Apart,
    None,
}

public enum TrialOrder
{
    /// <summary>Seeded random within each block.</summary>
    Blocks,
    AsWritten,
}

/// <summary>A campaign file, read and found valid, with every default filled in.</summary>
/// <param name="Engine">A word of <see cref="Words.Engines"/>.</param>
/// <param name="Classes">TCP before UDP, then by smallest size, so that the order of keys in the file says nothing.</param>
/// <param name="ResponseBytes">Null: as large as the request.</param>
/// <param name="Repetitions">Trials of a cell on a pair; with <paramref name="Stop"/> the most there can be.</param>
/// <param name="Retries">Attempts beyond the first, a trial.</param>
/// <param name="Thresholds">In the file's order. They judge the results and change nothing of what is measured.</param>
/// <param name="Twins">One size of each class is measured on the baseline twice, under two labels.</param>
/// <param name="Sentinels">Each block begins and ends with one cheap cell of the baseline.</param>
/// <param name="Stop">Null: every repetition is made.</param>
/// <param name="Hosts">Names of a real cluster's hosts; null: the lab's own h1, h2, ….</param>
/// <param name="Concurrency">Levels: pairs at work at once, each level once, in the file's order. Null: as many as share nothing, and no factor.</param>
/// <param name="Links">Declared ones, in the file's order; null: none.</param>
/// <param name="Guests">What becomes of them between two blocks.</param>
public sealed record CampaignSpec(
    int Version,
    string Name,
    string? Description,
    ulong Seed,
    string Engine,
    LabSpec Lab,
    IReadOnlyList<PairId> Pairs,
    IReadOnlyList<string> Platforms,
    string Baseline,
    IReadOnlyList<SizeClass> Classes,
    TrialSettings Trial,
    int? ResponseBytes,
    int Repetitions,
    TrialOrder Order,
    int Retries,
    IReadOnlyList<Threshold> Thresholds,
    bool Twins = false,
    bool Sentinels = false,
    StopRule? Stop = null,
    IReadOnlyList<string>? Hosts = null,
    IReadOnlyList<int>? Concurrency = null,
    IReadOnlyList<SharedLink>? Links = null,
    GuestMode Guests = GuestMode.Warm);

/// <summary>When a comparison has been repeated often enough; it is looked at after whole repetitions only.</summary>
/// <param name="TargetMilliPercent">Half-width of the 95 % intervals of mean and median, in thousandths of a per cent of the estimate: 2500 is 2.5 %.</param>
/// <param name="Min">Repetitions before the first look.</param>
/// <param name="Every">Repetitions from a look to the next.</param>
/// <param name="BudgetNs">Time in blocks after which the campaign ends at the next look; null for none.</param>
public sealed record StopRule(int TargetMilliPercent, int Min, int Every, long? BudgetNs)
{
    /// <param name="most">The campaign's repetitions, after which there is a last look.</param>
    public bool LooksAfter(int repetition, int most) =>
        repetition == most || (repetition >= Min && repetition < most && (repetition - Min) % Every == 0);
}

/// <param name="RateBitsPerSecond">Of each port of the switch; null: not shaped.</param>
public sealed record LabSpec(LabKind Kind, int Hosts, long? RateBitsPerSecond, WireKind Wire, CpuPolicy Cpus, int Mtu);

/// <param name="Sizes">Bytes of the request, in the file's order, each size once in a protocol.</param>
public sealed record SizeClass(Protocol Protocol, string Name, IReadOnlyList<int> Sizes);
