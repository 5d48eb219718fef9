using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorBench.Coordinator.Tests.Observability;

/// <summary>What <c>/metrics</c> said once, in the text format of Prometheus.</summary>
internal sealed partial class Scrape
{
    private readonly List<(string Name, string Labels, double Value)> _samples = [];

    private Scrape(string text)
    {
        Text = text;
        foreach (var match in text.Split('\n').Where(line => !line.StartsWith('#')).Select(line => Sample().Match(line)).Where(m => m.Success))
            _samples.Add((match.Groups[1].Value, match.Groups[2].Value, double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture)));
    }

    public string Text { get; }

    public IEnumerable<string> Names => _samples.Select(s => s.Name).Distinct();

    public static async Task<Scrape> OfAsync(HttpClient client) => new(await client.GetStringAsync("/metrics"));

    /// <returns>The sum over all samples of this name that carry the label.</returns>
    public double Of(string name, string label = "")
    {
        var found = _samples.Where(s => s.Name == name && s.Labels.Contains(label, StringComparison.Ordinal)).ToList();
        Assert.True(found.Count > 0, $"No sample {name}{{{label}}} in:\n{Text}");
        return found.Sum(s => s.Value);
    }

    [GeneratedRegex(@"^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([0-9.eE+-]+|NaN)(?: [0-9.]+)?$")]
    private static partial Regex Sample();
}
