using System.Net;
using ActorBench.Agents.Configuration;

namespace ActorBench.Coordinator.Programs;

/// <summary>How a standing coordinator is set up. Keys of its configuration file are the names of these properties.</summary>
public sealed class CoordinatorOptions
{
    /// <summary>A SQLite file, or <c>postgresql://user@host:port/database</c>.</summary>
    public string Store { get; set; } = ".actorbench/store.db";

    /// <summary>Own address for messages from agents and other coordinators.</summary>
    public string ManagementAddress { get; set; } = "127.0.0.1";

    /// <summary>Name or address that others reach it under; null for <see cref="ManagementAddress"/>.</summary>
    public string? PublicAddress { get; set; }

    public int Port { get; set; } = 4053;

    /// <summary><c>host:port</c> of the coordinators that form the cluster, the same list in the same order on each; empty for one alone.</summary>
    public string[] SeedNodes { get; set; } = [];

    public string CommandAddress { get; set; } = "127.0.0.1";

    public int CommandPort { get; set; } = 9110;

    public string HealthAddress { get; set; } = "127.0.0.1";

    public int HealthPort { get; set; } = 9111;

    /// <summary>Where metrics and traces go; null for nowhere.</summary>
    public string? Otlp { get; set; }

    public TlsKeys Tls { get; set; } = new();

    public string? JoinSecretFile { get; set; }

    public string? TokenFile { get; set; }

    public bool Insecure { get; set; }

    /// <summary>What other nodes call this one.</summary>
    public string PublicName => PublicAddress ?? ManagementAddress;

    /// <returns>One sentence for each thing that is wrong.</returns>
    public IEnumerable<string> Problems()
    {
        foreach (var (key, address) in ((string, string)[])[("ManagementAddress", ManagementAddress), ("CommandAddress", CommandAddress), ("HealthAddress", HealthAddress)])
        {
            if (!IPAddress.TryParse(address, out _)) yield return $"{key}: '{address}' is not an IP address.";
        }

        foreach (var (key, port) in ((string, int)[])[("Port", Port), ("CommandPort", CommandPort), ("HealthPort", HealthPort)])
        {
            if (port is < 0 or > ushort.MaxValue) yield return $"{key}: {port} is not a port; one is 0 (any) to 65535.";
        }

        foreach (var seed in SeedNodes)
        {
            if (!HostAndPort.Is(seed)) yield return $"SeedNodes: '{seed}' is not host:port.";
        }

        if (SeedNodes.Length > 0 && Port == 0) yield return "Port: a coordinator with seed nodes needs a fixed port, since others know it by its address.";
        if (SeedNodes.Length > 0 && !SeedNodes.Contains($"{PublicName}:{Port}", StringComparer.OrdinalIgnoreCase))
            yield return $"SeedNodes: this coordinator, {PublicName}:{Port}, is not among them; give the same list to each of them.";
        if (Otlp is not null && !Uri.TryCreate(Otlp, UriKind.Absolute, out _)) yield return $"Otlp: '{Otlp}' is no URL.";
    }
}
