namespace ActorBench.Messages.Plans;

/// <summary>What a platform's name says about who starts its guests.</summary>
public static class PlatformNames
{
    /// <summary>Prefixes of platforms whose guests register by themselves: Kubernetes starts pods, and who else starts a guest names it <c>own-…</c>.</summary>
    public static IReadOnlyList<string> DeclaredPrefixes { get; } = ["k8s-", "own-"];

    /// <summary>No host node starts or ends such a guest; it is waited for.</summary>
    public static bool IsDeclared(string platform) => DeclaredPrefixes.Any(prefix => platform.StartsWith(prefix, StringComparison.Ordinal));
}
