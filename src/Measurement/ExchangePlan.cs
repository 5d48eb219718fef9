using ActorBench.Measurement.Netperf;
using ActorBench.Messages.Plans;

namespace ActorBench.Measurement;

/// <summary>What both ends of one trial have to know before it starts.</summary>
public sealed record ExchangePlan(
    Protocol Protocol, int RequestBytes, int ResponseBytes, TrialSettings Settings, Engine Engine = Engine.Native)
{
    /// <summary>Largest UDP payload in bytes: 65,535 less the IPv4 and UDP headers.</summary>
    public const int LargestDatagram = 65_507;

    /// <summary>Refuses a plan that no exchange can follow; a campaign's planner never makes one.</summary>
    internal void Validate()
    {
        var largest = Protocol == Protocol.Udp ? LargestDatagram : int.MaxValue;
        if (RequestBytes < 1 || ResponseBytes < 1 || RequestBytes > largest || ResponseBytes > largest)
            throw new ArgumentException($"A {Protocol} message has 1 to {largest} bytes; got {RequestBytes} and {ResponseBytes}.");
        if (Settings.DurationNs is null == Settings.Exchanges is null)
            throw new ArgumentException("A trial's length is either a duration or a number of exchanges.");
        if (Engine == Engine.Netperf && Settings.DurationNs is { } duration && !NetperfArguments.CanMeasure(duration))
            throw new ArgumentException($"netperf measures whole seconds; got {duration} ns.");
    }
}
