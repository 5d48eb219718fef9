using System.Collections;
using System.Globalization;
using System.Reflection;

namespace ActorBench.Agents.Configuration;

/// <summary>The keys that an options class has, as a configuration writes them: <c>Tls:Key</c>, <c>SeedNodes:0</c>.</summary>
internal static class SettingKeys
{
    /// <returns>Null for a key of the class, else one sentence that refuses it.</returns>
    public static string? WhyNot(Type options, string key)
    {
        for (var (type, rest) = (options, key.Split(':').AsEnumerable()); rest.Any(); rest = rest.Skip(1))
        {
            var word = rest.First();
            if (IsList(type) && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                type = typeof(string);
            }
            else if (typeof(IDictionary).IsAssignableFrom(type))
            {
                return null;
            }
            else if (type.GetProperty(word, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { CanWrite: true } property)
            {
                type = property.PropertyType;
            }
            else
            {
                return $"unknown key '{key}'{Suggestion(type, word)}";
            }
        }

        return null;
    }

    public static bool IsList(Type type) => type.IsArray;

    private static string Suggestion(Type type, string word)
    {
        if (type == typeof(string) || type.IsValueType || IsList(type)) return "";
        var near = type.GetProperties().Where(p => p.CanWrite).Select(p => p.Name).MaxBy(name => Common(name, word));
        return near is not null && Common(near, word) >= 3 ? $"; did you mean '{near}'?" : "";
    }

    private static int Common(string a, string b) =>
        a.Zip(b).TakeWhile(pair => char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second)).Count();
}
