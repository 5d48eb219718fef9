using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorBench.Agents.Security;
using ActorBench.Coordinator.Audit;
using ActorBench.Coordinator.Commands;
using ActorBench.Coordinator.Nodes;
using ActorBench.Coordinator.Observability;
using ActorBench.Journal;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Npgsql;

namespace ActorBench.Coordinator.Programs;

/// <summary>A standing coordinator, from its first line to its exit code.</summary>
public sealed class CoordinatorProgram(CoordinatorOptions options, string commandLine)
{
    /// <summary>The cluster has put this member out, or none of its seed nodes answered: start it again.</summary>
    public const int OutOfClusterCode = 75;

    /// <summary>Runs until SIGTERM or SIGINT; a second one ends the process at once.</summary>
    /// <returns>0 after a graceful end, else <see cref="OutOfClusterCode"/>.</returns>
    /// <exception cref="StoreException">The store can't be reached, or is another process's.</exception>
    /// <exception cref="IOException">A port is taken.</exception>
    public async Task<int> RunAsync()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, told));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, told));
        var store = StoreAddress.Parse(options.Store);
        using var held = store is StoreAddress.SqliteFile || options.SeedNodes.Length == 0
            ? StoreLock.Acquire(store, commandLine, socketPath: null)
            : StoreLock.Share(store, $"actorbench coordinator {options.PublicName}:{options.Port}", string.Join(' ', options.SeedNodes.Order(StringComparer.OrdinalIgnoreCase)));
        var address = IPAddress.Parse(options.ManagementAddress);
        var security = Security().Resolve(address);
        foreach (var warning in security.Warnings(DateTimeOffset.UtcNow)) await SayAsync(warning).ConfigureAwait(false);
        var commandsAt = CommandEndpoint.OnPort(
            IPAddress.Parse(options.CommandAddress),
            options.CommandPort,
            new CommandSecurity(options.Tls.Certificate, options.Tls.Key, options.TokenFile, options.Insecure));
        RefuseTakenPorts(address);
        StoreSchema.Ensure(store);
        var mark = new RunMark(store, $"{options.PublicName}:{options.Port}");
        if (await mark.SetAsync().ConfigureAwait(false) && !await WaitAsync(told.Task).ConfigureAwait(false)) return 0;

        var node = CoordinatorNode.Start(address, options.Port, store, security: security, cluster: new MemberSettings(options.SeedNodes), publicName: options.PublicAddress);
        var ended = node.System.WhenTerminated;
        try
        {
            if (await Task.WhenAny(UpAsync(node), told.Task, ended).ConfigureAwait(false) is var first && first != told.Task && first != ended)
            {
                await using var health = await HealthServer.StartAsync(
                    node, new HealthServerOptions(IPAddress.Parse(options.HealthAddress), options.HealthPort, options.Otlp is { } url ? new Uri(url) : null)).ConfigureAwait(false);
                await using var commands = await CommandServer.StartAsync(
                    commandsAt, OperatorPalettes.Of(node.System, node.Services, Facts(options.Insecure, security)), new AuditTrail(node.System, node.Services).RecordAsync, line => node.System.Log.Warning("{0}", line)).ConfigureAwait(false);
                await SayAsync($"coordinator {node.Address} is up, commands on {options.CommandAddress}:{commands.Port}, health on {health.Address.Authority}").ConfigureAwait(false);
                await Task.WhenAny(told.Task, ended, held.Lost).ConfigureAwait(false);
            }

            if (held.Lost.IsCompletedSuccessfully)
                throw new StoreHeldException(store, await held.Lost.ConfigureAwait(false));
            if (ended.IsCompleted && !told.Task.IsCompleted)
            {
                await SayAsync(WhyOut(node)).ConfigureAwait(false);
                return OutOfClusterCode;
            }
        }
        finally
        {
            await node.LeaveAsync().ConfigureAwait(false);
        }

        await ClearAsync(mark).ConfigureAwait(false);
        await SayAsync($"coordinator {options.PublicName}:{options.Port} has left").ConfigureAwait(false);
        return 0;
    }

    /// <summary>Of every campaign that is submitted here, and so in its report.</summary>
    /// <param name="insecure">The word was given: for messages, or for the command port alone.</param>
    internal static IReadOnlyDictionary<string, string> Facts(bool insecure, TransportSecurity security)
    {
        var facts = new Dictionary<string, string> { ["kind"] = "cluster" };
        if (insecure) facts["insecure"] = "yes";
        return security.With(facts);
    }

    private SecurityOptions Security() => new()
    {
        Tls = options.Tls.ToFiles(),
        JoinSecretFile = options.JoinSecretFile,
        Insecure = options.Insecure,
    };

    /// <summary>A database that is away at the end costs the next start a wait, and no more.</summary>
    private static async Task ClearAsync(RunMark mark)
    {
        try
        {
            await mark.ClearAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or SocketException)
        {
            await SayAsync($"The store could not be told of this end ({e.Message.TrimEnd('.')}), so the next start waits {RunMark.Wait.TotalSeconds} s.").ConfigureAwait(false);
        }
    }

    private static void Stop(PosixSignalContext context, TaskCompletionSource told) => context.Cancel = told.TrySetResult();

    private async Task<bool> WaitAsync(Task told)
    {
        await SayAsync($"The last run of {options.PublicName}:{options.Port} did not end in order; waiting {RunMark.Wait.TotalSeconds} s until the others have noticed.").ConfigureAwait(false);
        return await Task.WhenAny(Task.Delay(RunMark.Wait), told).ConfigureAwait(false) != told;
    }

    private static Task UpAsync(CoordinatorNode node)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Cluster.Get(node.System).RegisterOnMemberUp(up.SetResult);
        return up.Task;
    }

    private string WhyOut(CoordinatorNode node) => CoordinatedShutdown.Get(node.System).ShutdownReason switch
    {
        CoordinatedShutdown.ClusterJoinUnsuccessfulReason =>
            $"No seed node has taken {options.PublicName}:{options.Port} in ({string.Join(", ", options.SeedNodes)}); see that a majority of them runs and can be reached.",
        _ => $"The other coordinators have put {options.PublicName}:{options.Port} out, since they had lost sight of it; start it again.",
    };

    /// <summary>Before anything starts that would have to be ended again.</summary>
    private void RefuseTakenPorts(IPAddress address)
    {
        RefuseTakenPort(address, options.Port, "--management-address or --port");
        RefuseTakenPort(IPAddress.Parse(options.CommandAddress), options.CommandPort, "--command-address or --command-port");
        RefuseTakenPort(IPAddress.Parse(options.HealthAddress), options.HealthPort, "--health-address or --health-port");
    }

    private static void RefuseTakenPort(IPAddress address, int port, string flags)
    {
        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(address, port));
        }
        catch (SocketException e)
        {
            throw new IOException($"The coordinator can't listen on {new IPEndPoint(address, port)}: {e.Message}. Give another with {flags}.", e);
        }
    }

    private static Task SayAsync(string line) => Console.Error.WriteLineAsync(line);
}
