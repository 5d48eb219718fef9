namespace ActorBench.Measurement.Netperf;

/// <summary>What netperf says of one test, typed. A figure that this build of netperf does not give is null.</summary>
/// <param name="Exchanges">Transactions that netperf counted: response bytes over the response's size, which its sources count together.</param>
/// <param name="ElapsedNs">What netperf divides by: its clock, connection set-up and close included.</param>
/// <param name="Latency">Null where netperf was built without histograms or counted no transaction.</param>
internal sealed record NetperfResult(
    long Exchanges, long ElapsedNs, NetperfLatency? Latency, NetperfEnd Local, NetperfEnd Remote);

/// <summary>One end's own counters; the far end's are netserver's, told to netperf when the test is over.</summary>
/// <param name="Retransmits">TCP segments sent again; null for UDP.</param>
internal sealed record NetperfEnd(
    long BytesOut, long BytesIn, long? Retransmits, int SendBufferBytes, int ReceiveBufferBytes, bool NoDelay);

/// <summary>Percentiles of netperf's own histogram, whose steps are a microsecond at best and a hundredth of a decade above.</summary>
internal sealed record NetperfLatency(long? P50Us, long? P90Us, long? P99Us, long MaxUs);
