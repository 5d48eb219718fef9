using System.Runtime.CompilerServices;
using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Commands;
using ActorBench.Messages.Hosts;
using Orders = ActorBench.Messages.Hosts.HostCommands;

namespace ActorBench.Coordinator.Commands;

/// <summary>The machines that measure, and orders to them.</summary>
public static class HostPalette
{
    private static readonly CommandArgument Reason = new("reason", "For the record.");

    public static CommandPalette Of(EntityServices services)
    {
        var hosts = new LiveHosts(services);
        return new("host", "The machines that measure.",
        [
            .. HostQueryCommands.Of(hosts),
            Order("quarantine", "Let nobody use a host until it is released.", (host, reason) => new Orders.Quarantine(host, reason), "is quarantined"),
            Order("release", "Let a quarantined host be used again.", (host, reason) => new Orders.Release(host, reason), "is released"),
        ]);

        OperatorCommand Order(string name, string help, Func<string, string, IHostCommand> make, string done) =>
            new(name, help, [HostQueryCommands.Host, Reason], (call, cancel) => OrderAsync(hosts, call, make, done, cancel)) { Role = CommandRole.Operator };
    }

    private static async IAsyncEnumerable<string> OrderAsync(
        LiveHosts hosts, CommandCall call, Func<string, string, IHostCommand> make, string done, [EnumeratorCancellation] CancellationToken cancel)
    {
        string host;
        using (var reader = hosts.Open()) host = HostQueryCommands.Known(reader, call);
        call.Concerns = [PersistenceIds.Host(host)];
        await hosts.AskAsync(make(host, call.Reason), cancel).ConfigureAwait(false);
        yield return call.Json ? $$"""{"host":"{{host}}","result":"{{done}}"}""" : $"{host} {done}.";
    }
}
