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
/// <param name="Repetitions">Trials of a cell on a pair.</param>
/// <param name="Retries">Attempts beyond the first, a trial.</param>
/// <param name="Thresholds">Kept as written; nothing reads them yet.</param>
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
    IReadOnlyDictionary<string, string> Thresholds);

/// <param name="RateBitsPerSecond">Of each port of the switch; null: not shaped.</param>
public sealed record LabSpec(LabKind Kind, int Hosts, long? RateBitsPerSecond, WireKind Wire, CpuPolicy Cpus, int Mtu);

/// <param name="Sizes">Bytes of the request, in the file's order, each size once in a protocol.</param>
public sealed record SizeClass(Protocol Protocol, string Name, IReadOnlyList<int> Sizes);
