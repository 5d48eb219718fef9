using System.CommandLine;
using ActorBench.Agents.Configuration;

namespace ActorBench.Coordinator.Programs;

/// <summary>The flags of a standing coordinator.</summary>
public static class CoordinatorCommand
{
    private static readonly SettingFlag[] Flags =
    [
        new("--store", nameof(CoordinatorOptions.Store), "SQLite file, or postgresql://user@host:port/database for coordinators that share one"),
        new("--management-address", nameof(CoordinatorOptions.ManagementAddress), "Own address for messages from agents and coordinators"),
        new("--public-address", nameof(CoordinatorOptions.PublicAddress), "Name or address that others reach it under, where that is another one"),
        new("--port", nameof(CoordinatorOptions.Port), "Port for the same, 4053"),
        new("--seed-node", nameof(CoordinatorOptions.SeedNodes), "host:port of a coordinator of the cluster, itself among them, the same on each", Repeated: true),
        new("--command-address", nameof(CoordinatorOptions.CommandAddress), "Where commands are answered"),
        new("--command-port", nameof(CoordinatorOptions.CommandPort), "Port for the same, 9110"),
        new("--health-address", nameof(CoordinatorOptions.HealthAddress), "Where /healthz, /readyz and /metrics are answered"),
        new("--health-port", nameof(CoordinatorOptions.HealthPort), "Port for the same, 9111"),
        new("--otlp", nameof(CoordinatorOptions.Otlp), "URL of an OpenTelemetry collector"),
        new("--tls-certificate", "Tls:Certificate", "PEM file of the coordinator's certificate"),
        new("--tls-key", "Tls:Key", "PEM file of its key"),
        new("--tls-authority", "Tls:Authority", "PEM file of the authority that signs every node"),
        new("--join-secret-file", nameof(CoordinatorOptions.JoinSecretFile), "File with the secret that agents must know"),
        new("--token-file", nameof(CoordinatorOptions.TokenFile), "File with the tokens of the command port"),
        new("--insecure", nameof(CoordinatorOptions.Insecure), "Go without TLS on an address that others may reach.", Switch: true),
    ];

    public static Command Create()
    {
        var command = new Command("coordinator", "Run a standing coordinator, alone or as a member of a cluster; its campaigns go on by themselves after any crash.");
        var read = SettingFlag.AddTo(command, Flags);
        command.SetAction(async (parsed, _) =>
        {
            var (file, flags) = read(parsed);
            var options = NodeConfiguration.Read<CoordinatorOptions>(file, flags);
            if (options.Problems().ToArray() is { Length: > 0 } problems) throw new NodeConfigurationException(problems);
            return await new CoordinatorProgram(options, string.Join(' ', Environment.GetCommandLineArgs()[1..].Prepend("actorbench"))).RunAsync().ConfigureAwait(false);
        });
        return command;
    }
}
