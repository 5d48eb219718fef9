using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary><c>--max-bytes-per-link SIZE</c>: a plan that may send more is refused before anything runs.</summary>
public static class LinkBudget
{
    public const string Flag = "--max-bytes-per-link";

    private const long Most = 1_000_000_000_000_000_000;

    /// <param name="size">As the user wrote it.</param>
    /// <exception cref="CampaignFileException">It is no size, or a link may carry more in one direction, or nobody can say how much.</exception>
    public static void Check(CampaignPlan plan, string size)
    {
        var place = Place.Override(Flag);
        var most = Quantity.Size.Read(place, size, Flag, 1, Most);
        var busiest = LinkLoad.Of(plan).MaxBy(link => link.Blocks)!;
        if (busiest.Bytes is not { } bytes) throw place.Refusal("the wire has no rate, so nobody can say what a link will carry; give lab.rate or take the flag away");
        if (bytes <= most) return;
        throw place.Refusal(
            $"the link {(busiest.Declared ? "" : "of host ")}'{busiest.Name}' may carry {Shown.Number((decimal)Math.Round(bytes))} B in one direction, more than {Quantity.Size.Text(most)}; take a shorter duration, fewer repetitions or fewer sizes");
    }
}
