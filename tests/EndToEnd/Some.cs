namespace ActorBench.EndToEnd.Tests;

/// <summary>Campaigns small enough for a test.</summary>
internal static class Some
{
    /// <summary>Three cells a platform.</summary>
    public static string Campaign(string platforms = "native", string duration = "30 ms", int repetitions = 3, string name = "small", string more = "") => $$"""
        name: {{name}}
        seed: 7
        platforms: [{{platforms}}]
        protocols: { tcp: { sizes: [1 B, 4 KiB] }, udp: { sizes: [1 B] } }
        trial: { duration: {{duration}}, warmup: 10 ms, timeout: 10 s }
        repetitions: {{repetitions}}
        {{more}}
        """;
}
