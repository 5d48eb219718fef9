namespace ActorBench.Messages.Plans;

/// <summary>What a platform's name says about who starts its guests.</summary>
public static class PlatformNames
{
    /// <summary>Platforms that no driver starts and that everybody calls alike: their guests register by themselves.</summary>
    public static IReadOnlyList<string> Declared { get; } = ["vmware", "hyper-v", "virtualbox", "cloud", "metal"];

    /// <summary>Prefixes of such platforms by any other name: Kubernetes starts pods, and who else starts a guest names it <c>own-…</c>.</summary>
    public static IReadOnlyList<string> DeclaredPrefixes { get; } = ["k8s-", "own-"];

    /// <summary>No host node starts or ends such a guest; it is waited for.</summary>
    public static bool IsDeclared(string platform) =>
        Declared.Contains(platform) || DeclaredPrefixes.Any(prefix => platform.StartsWith(prefix, StringComparison.Ordinal));
}
