namespace ActorBench.Agents.Security;

/// <summary>Why this process did not take something from outside.</summary>
public enum Refusal
{
    /// <summary>Bytes of a message that are none of this build's.</summary>
    Unreadable,

    /// <summary>A TLS peer without a good certificate.</summary>
    Certificate,

    /// <summary>An agent that does not know the join secret.</summary>
    JoinSecret,

    /// <summary>An agent of another build.</summary>
    Build,

    /// <summary>A message to the gateway from an address that no agent has registered from.</summary>
    Unregistered,

    /// <summary>A command without the token or the role that it needs, or from a web page.</summary>
    Command,
}

/// <summary>Counts of what this process refused. They have no owner: serializers and TLS call back from anywhere.</summary>
public static class Refusals
{
    private static readonly long[] Counts = new long[Enum.GetValues<Refusal>().Length];

    public static void Count(Refusal reason) => Interlocked.Increment(ref Counts[(int)reason]);

    public static long Of(Refusal reason) => Interlocked.Read(ref Counts[(int)reason]);
}
