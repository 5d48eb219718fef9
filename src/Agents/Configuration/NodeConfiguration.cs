using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ActorBench.Agents.Configuration;

/// <summary>Settings of a node: a JSON file, over it the environment, over it the flags.</summary>
public static class NodeConfiguration
{
    /// <summary><c>ACTORBENCH_SEEDNODES__0</c> is <c>SeedNodes:0</c>.</summary>
    public const string EnvironmentPrefix = "ACTORBENCH_";

    /// <param name="file">Null for none.</param>
    /// <param name="flags">Key and value of each flag that was given, in order; a list's flag once an item.</param>
    /// <exception cref="NodeConfigurationException">A file that can't be read, an unknown key, a value of the wrong kind.</exception>
    public static T Read<T>(string? file, IEnumerable<(string Key, string Value)> flags)
        where T : new()
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (file is not null) Lay(values, FromFile<T>(file));
        Lay(values, Pairs(new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).Build()));
        Lay(values, FromFlags<T>(flags));
        return Bind<T>(values);
    }

    /// <summary>A list that the upper layer has hides the lower one's: items are never mixed.</summary>
    private static void Lay(Dictionary<string, string?> values, IReadOnlyList<(string Key, string Value)> upper)
    {
        foreach (var list in upper.Select(pair => ListOf(pair.Key)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            foreach (var hidden in values.Keys.Where(key => string.Equals(ListOf(key), list, StringComparison.OrdinalIgnoreCase)).ToArray()) values.Remove(hidden);
        }

        foreach (var (key, value) in upper) values[key] = value;
    }

    private static string? ListOf(string key) =>
        key.LastIndexOf(':') is >= 0 and var colon && key[(colon + 1)..].All(char.IsAsciiDigit) ? key[..colon] : null;

    private static List<(string Key, string Value)> FromFile<T>(string file)
    {
        IConfigurationRoot read;
        try
        {
            read = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false).Build();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidDataException)
        {
            throw new NodeConfigurationException([$"{file} can't be read: {(e.InnerException ?? e).Message.Split('\n')[0].TrimEnd('.')}."]);
        }

        var pairs = Pairs(read);
        string[] problems = [.. pairs.Select(pair => SettingKeys.WhyNot(typeof(T), pair.Key)).OfType<string>().Select(what => $"{file}: {what}")];
        return problems.Length == 0 ? pairs : throw new NodeConfigurationException(problems);
    }

    private static List<(string Key, string Value)> Pairs(IConfiguration configuration) =>
        [.. configuration.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value!))];

    private static List<(string Key, string Value)> FromFlags<T>(IEnumerable<(string Key, string Value)> flags)
    {
        var counts = new Dictionary<string, int>();
        return
        [
            .. flags.Select(flag =>
            {
                if (typeof(T).GetProperty(flag.Key) is not { } property || !SettingKeys.IsList(property.PropertyType)) return flag;
                var index = counts[flag.Key] = counts.GetValueOrDefault(flag.Key, -1) + 1;
                return (string.Create(CultureInfo.InvariantCulture, $"{flag.Key}:{index}"), flag.Value);
            }),
        ];
    }

    private static T Bind<T>(Dictionary<string, string?> values)
        where T : new()
    {
        var options = new T();
        try
        {
            new ConfigurationBuilder().AddInMemoryCollection(values).Build().Bind(options);
            return options;
        }
        catch (InvalidOperationException e)
        {
            throw new NodeConfigurationException([$"{e.Message.TrimEnd('.')}."]);
        }
    }
}
