namespace ActorBench.Coordinator.Commands;

/// <param name="Name">Without dashes; a switch adds one.</param>
public sealed record CommandArgument(string Name, string Help, bool Mandatory);

/// <summary>What an operator may ask of a coordinator: defined once, offered to every client.</summary>
/// <param name="Palette">First word, such as <c>campaign</c>.</param>
/// <param name="Name">Second word, such as <c>status</c>.</param>
/// <param name="Run">Gives the answer as lines of JSON; throws <see cref="CommandRefusedException"/> to refuse.</param>
public sealed record OperatorCommand(
    string Palette,
    string Name,
    string Help,
    IReadOnlyList<CommandArgument> Arguments,
    Func<IReadOnlyDictionary<string, string>, CancellationToken, IAsyncEnumerable<string>> Run);

/// <summary>A command that can't be done, with the sentence for whoever gave it.</summary>
public sealed class CommandRefusedException(string reason) : Exception(reason);
