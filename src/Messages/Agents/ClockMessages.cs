namespace ActorBench.Messages.Agents;

/// <summary>Asks an endpoint what its monotonic clock shows. Answered at once and to whoever asks: a way around would only make the answer less exact.</summary>
/// <param name="Survey">Tells the answers to an earlier survey apart.</param>
/// <param name="Number">From 1 within the survey.</param>
/// <param name="SentNs">The asker's monotonic clock; t0 of RFC 5905.</param>
public sealed record ClockPing(string Endpoint, int Survey, int Number, long SentNs);

/// <param name="ReceivedNs">CLOCK_MONOTONIC of the endpoint when the question came; t1.</param>
/// <param name="AnsweredNs">And when the answer left; t2.</param>
public sealed record ClockPong(ClockPing Ping, long ReceivedNs, long AnsweredNs);
