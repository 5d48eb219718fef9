namespace ActorBench.Agents.Configuration;

/// <summary>A node can't start as it is configured.</summary>
/// <param name="problems">All that is wrong, one sentence each.</param>
public sealed class NodeConfigurationException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems => problems;
}
