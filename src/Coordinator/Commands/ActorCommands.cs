using Akka.Actor;

namespace ActorBench.Coordinator.Commands;

/// <summary>The actors of one coordinator.</summary>
public static class ActorCommands
{
    private static readonly CommandColumn<IActorRef>[] Columns = [new("path", actor => actor.Path.ToStringWithoutAddress())];

    public static IReadOnlyList<OperatorCommand> Of(ActorSystem system) =>
    [
        new(
            "hierarchy",
            "The tree of actors below a path.",
            [new("path", "Where the tree begins.", Default: "/user", Position: true), new("depth", "At most so many levels.", Default: "8")],
            (call, _) => Hierarchy((ExtendedActorSystem)system, call))
        {
            Columns = [.. Columns.Select(c => c.Name)],
        },
    ];

    private static async IAsyncEnumerable<string> Hierarchy(ExtendedActorSystem system, CommandCall call)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var depth = call.FindCount("depth")!.Value;
        var words = call.Get("path").Split('/', StringSplitOptions.RemoveEmptyEntries);
        // A dead one stands for a path that nobody has.
        var root = words.Aggregate(system.Provider.RootGuardian, (parent, word) =>
            Children(parent).FirstOrDefault(child => child.Path.Name == word) ?? throw new CommandRefusedException($"There is no actor {call.Get("path")}; look from / on."));
        foreach (var (actor, level) in Walk(root, 0, depth))
            yield return call.Json ? CommandTable.Json(Columns, actor) : $"{new string(' ', level * 2)}{(level == 0 ? actor.Path.ToStringWithoutAddress() : Uri.UnescapeDataString(actor.Path.Name))}";
    }

    private static IEnumerable<(IActorRef Actor, int Level)> Walk(IActorRef actor, int level, int depth)
    {
        yield return (actor, level);
        if (level + 1 >= depth) yield break;
        foreach (var below in Children(actor).OrderBy(child => child.Path.Name, StringComparer.Ordinal).SelectMany(child => Walk(child, level + 1, depth)))
            yield return below;
    }

    private static IEnumerable<IInternalActorRef> Children(IActorRef actor) =>
        actor is ActorRefWithCell cell ? cell.Children.OfType<IInternalActorRef>().Where(child => !child.IsNobody()) : [];
}
