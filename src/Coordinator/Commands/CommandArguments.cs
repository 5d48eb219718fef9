using System.Globalization;
using ActorBench.Campaigns.Files;
using ActorBench.Messages.Commands;

namespace ActorBench.Coordinator.Commands;

/// <summary>Arguments as they were given, held against those that the command has.</summary>
internal static class CommandArguments
{
    /// <exception cref="CommandRefusedException">One is unknown or missing.</exception>
    public static Dictionary<string, string> Check(string palette, OperatorCommand command, IReadOnlyDictionary<string, string> given)
    {
        var names = command.Arguments.Select(a => a.Name).ToList();
        var paths = command.Arguments.Where(a => a.Kind == ArgumentKind.File).Select(a => a.Name + CommandWire.PathOf).ToList();
        if (given.Keys.FirstOrDefault(name => !names.Contains(name) && !paths.Contains(name)) is { } unknown)
        {
            throw new CommandRefusedException(
                names.Count == 0
                    ? $"{palette} {command.Name} has no switches, and so no -{unknown}."
                    : $"{palette} {command.Name} has no switch -{unknown}; {Nearest.Hint($"-{unknown}", [.. names.Select(name => $"-{name}")])}");
        }

        var arguments = new Dictionary<string, string>(given, StringComparer.Ordinal);
        foreach (var argument in command.Arguments)
        {
            if (arguments.ContainsKey(argument.Name)) continue;
            if (argument.Default is { } value) arguments[argument.Name] = value;
            else if (argument.Mandatory) throw new CommandRefusedException($"{palette} {command.Name} needs {argument.Card.Switches[0]}: {argument.Help}");
        }

        return arguments;
    }

    /// <exception cref="CommandRefusedException">It is no number from 1 on.</exception>
    public static int? FindCount(this CommandCall call, string name) => call.Find(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 => n,
        var text => throw new CommandRefusedException($"-{name} {text} is no number from 1 on."),
    };

    /// <exception cref="CommandRefusedException">It is none of the words.</exception>
    public static string OneOf(this CommandCall call, string name, params string[] words) =>
        words.Contains(call.Get(name)) ? call.Get(name) : throw new CommandRefusedException($"unknown -{name} '{call.Get(name)}'; {Nearest.Hint(call.Get(name), words)}");
}
