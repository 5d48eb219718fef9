using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using ActorBench.Agents.Security;
using ActorBench.Messages.Agents;
using Akka.Actor;

namespace ActorBench.Agents;

/// <summary>What the programs of host and guest nodes have in common: flags, and when they end.</summary>
public static class AgentProgram
{
    /// <summary>Exit code of an agent that no coordinator of this build will ever take.</summary>
    public const int RefusedCode = 69;

    private static readonly Option<string> Host = new("--host") { Description = "Name of the host, as in the campaign's pairs.", Required = true };

    private static readonly Option<string[]> Coordinators = new("--coordinator")
    {
        Description = "address:port of a coordinator; may be repeated.",
        Required = true,
    };

    private static readonly Option<IPAddress> ManagementAddress = Address("--management-address", "Own address for messages to the coordinator.");

    private static readonly Option<IPAddress> DataAddress = Address("--data-address", "Own address that is measured.");

    private static readonly Option<string?> AdvertisedDataAddress = new("--advertised-data-address")
    {
        Description = "Address or name that its peer dials instead of --data-address, such as that of a service which forwards to it.",
    };

    private static readonly Option<int> DataPort = new("--data-port") { Description = "Port that is measured, TCP and UDP; 0 takes a free one." };

    private static readonly Option<int?> Cpu = new("--cpu") { Description = "Processor of the measuring thread." };

    private static readonly Option<string[]> Fact = new("--fact") { Description = "name=value, shown in reports; may be repeated." };

    private static readonly Option<string?> TlsCertificate = new("--tls-certificate") { Description = "PEM file of this node's certificate." };

    private static readonly Option<string?> TlsKey = new("--tls-key") { Description = "PEM file of its key." };

    private static readonly Option<string?> TlsAuthority = new("--tls-authority") { Description = "PEM file of the authority that signs every node." };

    private static readonly Option<string?> JoinSecretFile = new("--join-secret-file") { Description = "File with the secret that coordinators know too." };

    private static readonly Option<bool> Insecure = new("--insecure") { Description = "Go without TLS on an address that others may reach." };

    private static readonly Option<bool> Lab = new("--lab") { Description = "Filled in by a lab of this machine, whose management network leads nowhere else.", Hidden = true };

    private static readonly Option<bool> WithParent = new("--with-parent") { Description = "End when standard input ends." };

    public static void AddTo(Command command)
    {
        Option[] options =
        [
            Host, Coordinators, ManagementAddress, DataAddress, AdvertisedDataAddress, DataPort, Cpu, Fact,
            TlsCertificate, TlsKey, TlsAuthority, JoinSecretFile, Insecure, Lab, WithParent,
        ];
        foreach (var option in options) command.Options.Add(option);
    }

    public static AgentOptions Read(ParseResult parsed, AgentRole role, string platform) => new(
        role,
        parsed.GetValue(Host)!,
        platform,
        parsed.GetValue(Coordinators)!,
        parsed.GetValue(ManagementAddress)!,
        parsed.GetValue(DataAddress)!,
        parsed.GetValue(Cpu),
        (parsed.GetValue(Fact) ?? []).Select(f => f.Split('=', 2)).ToDictionary(f => f[0], f => f.ElementAtOrDefault(1) ?? ""))
    {
        Security = SecurityOf(parsed).Resolve(parsed.GetValue(ManagementAddress)!),
        AdvertisedDataAddress = parsed.GetValue(AdvertisedDataAddress),
        DataPort = parsed.GetValue(DataPort),
    };

    /// <summary>Runs the agent until SIGTERM, a refusal, or the end of its parent.</summary>
    /// <param name="stopFirst">Ends what the agent has started.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(ParseResult parsed, AgentOptions options, Props? guests, Func<Task> stopFirst)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            told.TrySetResult();
        });
        foreach (var warning in options.Security.Warnings(DateTimeOffset.UtcNow)) await Console.Error.WriteLineAsync(warning).ConfigureAwait(false);
        await using var agent = AgentSystem.Start(options, guests);
        var parent = parsed.GetValue(WithParent) ? ParentWatch.InputClosed() : Task.Delay(Timeout.Infinite);
        await Task.WhenAny(told.Task, parent, agent.Refused).ConfigureAwait(false);
        await stopFirst().ConfigureAwait(false);
        if (!agent.Refused.IsCompleted) return 0;
        await Console.Error.WriteLineAsync(await agent.Refused.ConfigureAwait(false)).ConfigureAwait(false);
        return RefusedCode;
    }

    private static SecurityOptions SecurityOf(ParseResult parsed) => new()
    {
        Tls = new TlsFiles(parsed.GetValue(TlsCertificate), parsed.GetValue(TlsKey), parsed.GetValue(TlsAuthority)),
        JoinSecretFile = parsed.GetValue(JoinSecretFile),
        Insecure = parsed.GetValue(Insecure),
        // Such a node ends with its lab, so the word is worth nothing to one that stands by itself.
        Lab = parsed.GetValue(Lab) && parsed.GetValue(WithParent),
    };

    private static Option<IPAddress> Address(string name, string description) => new(name)
    {
        Description = description,
        Required = true,
        CustomParser = result =>
        {
            if (IPAddress.TryParse(result.Tokens[0].Value, out var address)) return address;
            result.AddError($"{name}: '{result.Tokens[0].Value}' is not an IP address.");
            return null;
        },
    };
}
