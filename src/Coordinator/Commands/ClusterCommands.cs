using ActorBench.Messages.Commands;
using Akka.Actor;
using Akka.Cluster;

namespace ActorBench.Coordinator.Commands;

/// <summary>The coordinators as members of a cluster.</summary>
public static class ClusterCommands
{
    private static readonly CommandArgument Member = new("address", "Of a member, as 'cluster show' prints it.", Mandatory: true, Position: true);

    private static readonly CommandColumn<(Member Member, ClusterEvent.CurrentClusterState State)>[] Columns =
    [
        new("address", row => row.Member.Address.ToString()),
        new("roles", row => string.Join(',', row.Member.Roles)),
        new("status", row => row.Member.Status.ToString().ToLowerInvariant()),
        new("reachable", row => !row.State.Unreachable.Contains(row.Member)),
        new("leader", row => row.Member.Address.Equals(row.State.Leader)),
        new("version", row => row.Member.AppVersion.Version),
    ];

    public static IReadOnlyList<OperatorCommand> Of(ActorSystem system) =>
    [
        new("show", "The members and what each is.", [], (call, _) => Show(Cluster.Get(system), call)) { Columns = [.. Columns.Select(c => c.Name)] },
        new("leave", "Let a member hand over what it holds and go.", [Member], (call, _) => Change(Cluster.Get(system), call, (c, a) => c.Leave(a), "is asked to leave"))
        {
            Role = CommandRole.Admin,
            Confirm = "The member hands its entities to the others and goes.",
        },
        new("down", "Declare a member dead that can't be reached any more.", [Member], (call, _) => Change(Cluster.Get(system), call, (c, a) => c.Down(a), "is declared dead"))
        {
            Role = CommandRole.Admin,
            Confirm = "A member that still lives is shut down with all that it holds.",
        },
    ];

    private static async IAsyncEnumerable<string> Show(Cluster cluster, CommandCall call)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var state = cluster.State;
        var rows = state.Members.OrderBy(m => m.Address.ToString(), StringComparer.Ordinal).Select(m => (m, state)).ToList();
        foreach (var line in CommandTable.Lines(call.Json, Columns, rows, "The cluster has no member yet.")) yield return line;
    }

    private static async IAsyncEnumerable<string> Change(Cluster cluster, CommandCall call, Action<Cluster, Address> change, string done)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var members = cluster.State.Members.Select(m => m.Address).ToList();
        var address = members.FirstOrDefault(a => a.ToString() == call.Get("address") || $"{a.Host}:{a.Port}" == call.Get("address"))
            ?? throw new CommandRefusedException($"'{call.Get("address")}' is no member; there are {string.Join(", ", members)}.");
        change(cluster, address);
        yield return call.Json ? $$"""{"address":"{{address}}","result":"{{done}}"}""" : $"{address} {done}.";
    }
}
