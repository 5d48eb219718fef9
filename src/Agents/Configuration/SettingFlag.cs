using System.CommandLine;
using ActorBench.Messages.Agents;

namespace ActorBench.Agents.Configuration;

/// <summary>A flag of a node's command line that sets a key of its configuration.</summary>
/// <param name="Flag">With its dashes.</param>
/// <param name="Key">As in a configuration file.</param>
/// <param name="Repeated">The key holds a list.</param>
/// <param name="Switch">The flag has no value.</param>
/// <param name="Of">Agents of another role have no such flag; null: every node that has the key has it.</param>
public sealed record SettingFlag(string Flag, string Key, string Help, bool Repeated = false, bool Switch = false, AgentRole? Of = null)
{
    public const string ConfigurationFile = "--config";

    /// <summary>Adds the flags, and the one that names a file.</summary>
    /// <returns>Reads a command line into the configuration's file and pairs.</returns>
    public static Func<ParseResult, (string? File, IReadOnlyList<(string Key, string Value)> Flags)> AddTo(Command command, IReadOnlyList<SettingFlag> flags)
    {
        var file = new Option<string?>(ConfigurationFile) { Description = "JSON file with the same settings; the environment (ACTORBENCH_…) and flags win over it." };
        command.Options.Add(file);
        var options = flags.Select(flag => (flag, Values: flag.AddTo(command))).ToArray();
        return parsed => (parsed.GetValue(file), [.. options.SelectMany(one => one.Values(parsed).Select(value => (one.flag.Key, value)))]);
    }

    private Func<ParseResult, IEnumerable<string>> AddTo(Command command)
    {
        if (Switch)
        {
            var option = new Option<bool>(Flag) { Description = Help };
            command.Options.Add(option);
            return parsed => parsed.GetValue(option) ? ["true"] : [];
        }

        if (Repeated)
        {
            var texts = new Option<string[]>(Flag) { Description = $"{Help}; may be repeated." };
            command.Options.Add(texts);
            return parsed => parsed.GetValue(texts) ?? [];
        }

        var text = new Option<string?>(Flag) { Description = $"{Help}." };
        command.Options.Add(text);
        return parsed => parsed.GetValue(text) is { } value ? [value] : [];
    }
}
