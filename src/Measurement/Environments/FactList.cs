using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ActorBench.Measurement.Environments;

/// <summary>Facts as they are collected: what a machine does not have is left out, and each value is one line of bounded length.</summary>
public sealed partial class FactList : IEnumerable<KeyValuePair<string, string>>
{
    /// <summary>A processor's flags take some two thousand characters; what is longer is represented by its hash.</summary>
    private const int LongestValue = 8_000;

    private readonly Dictionary<string, string> _facts = new(StringComparer.Ordinal);

    public void Add(string name, string? value)
    {
        if (value is null) return;
        var line = Space().Replace(value, " ").Trim();
        if (line.Length == 0) return;
        _facts[name] = line.Length <= LongestValue ? line : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))}";
    }

    public void Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Different values that are found in several places, each once, sorted.</summary>
    public void Add(string name, IEnumerable<string?> values) =>
        Add(name, string.Join(' ', values.OfType<string>().Distinct().Order(StringComparer.Ordinal)));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _facts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Settings have tabs in them, and some texts are of several lines.
    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
