namespace ActorBench.Agents.Spool;

/// <summary>The spool that was asked for can't be had; the message is one sentence for people.</summary>
public sealed class SpoolException(string message, Exception inner) : Exception(message, inner);
