using System.Globalization;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Statistics.Validity;

/// <remarks>
/// Own traffic is reckoned as the most that its interface can have counted, and foreign traffic as the least that is left: by bytes, and by
/// packets beyond the own ones, taken as the smallest there are. So a trial is never blamed for its own headers, padding or acknowledgements.
/// </remarks>
internal sealed class ForeignTrafficRule : IValidityRule
{
    private const double MostShare = 0.01;

    /// <summary>A few full frames: address resolution, a switch's announcements, the agents' own messages on a shared link.</summary>
    private const long AllowanceBytes = 32 * 1024;

    private const int SmallestPacketBytes = 60;

    public string Code => "foreign";

    public string Sentence =>
        "An endpoint's interface carried traffic that is not the trial's, more than 1 % of its own; find out whose ('ss -tunp', 'tcpdump'), or give the measurement a link of its own.";

    public string? Evidence(TrialEvidence trial)
    {
        // Another engine warms up and talks beside its exchanges as it likes.
        if (trial.Spec.Cell.Engine != Engine.Native || OwnTraffic.Of(trial) is not { } own) return null;
        return Foreign("initiator", trial.Initiator.Machine?.Data, own.FromInitiator, own.FromResponder)
            ?? Foreign("responder", trial.Responder.Machine?.Data, own.FromResponder, own.FromInitiator);
    }

    private static string? Foreign(string end, InterfaceDelta? data, Traffic sent, Traffic received)
    {
        // On loopback every packet is counted twice, and everybody uses it.
        if (data is null or { Name: "lo" }) return null;
        var foreign = Beyond(data.BytesOut, data.PacketsOut, sent) + Beyond(data.BytesIn, data.PacketsIn, received);
        var own = sent.Bytes + received.Bytes;
        return foreign > Math.Max(AllowanceBytes, MostShare * own)
            ? string.Create(CultureInfo.InvariantCulture, $"at least {foreign} foreign bytes on the {end}'s {data.Name}, beside {own} of its own")
            : null;
    }

    private static long Beyond(long bytes, long packets, Traffic own) =>
        Math.Max(0, Math.Max(bytes - own.Bytes, (packets - own.Packets) * SmallestPacketBytes));
}
