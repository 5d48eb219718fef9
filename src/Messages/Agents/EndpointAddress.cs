namespace ActorBench.Messages.Agents;

/// <summary>A registered endpoint: where to send its orders.</summary>
/// <param name="ActorPath">Full path of the agent's endpoint actor, as <c>akka.tcp://…</c>.</param>
public sealed record EndpointAddress(
    string Host, string Platform, string Incarnation, string ActorPath, string DataAddress, string BootId);
