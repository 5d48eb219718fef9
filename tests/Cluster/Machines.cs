namespace ActorBench.Cluster.Tests;

/// <summary>Where the processes of a cluster stand: by default all on this machine, each with a loopback address of its own.</summary>
internal class Machines
{
    /// <summary>Platform of the guest nodes; nobody but the test starts them.</summary>
    public const string Guest = "own-guest";

    /// <summary>Hosts, and guests as <c>h1/own-guest</c>.</summary>
    public virtual IReadOnlyList<string> Agents { get; } = ["h1", "h2", $"h1/{Guest}", $"h2/{Guest}"];

    /// <summary>Flags of every node.</summary>
    public virtual IReadOnlyList<string> Flags => [];

    public virtual string Coordinator(int index) => $"127.0.0.{index + 1}";

    public virtual string CommandAddress(int index) => "127.0.0.1";

    public virtual string Agent(string name) => $"127.0.0.{(name.Contains('/', StringComparison.Ordinal) ? 2 : 1)}{name[1]}";

    /// <summary>Words before the program's.</summary>
    public virtual IReadOnlyList<string> OfCoordinator(int index) => [];

    /// <inheritdoc cref="OfCoordinator"/>
    public virtual IReadOnlyList<string> OfAgent(string name) => [];
}
