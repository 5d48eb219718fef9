using System.Globalization;

namespace ActorBench.Reports.Content;

/// <summary>What to type to measure a campaign again.</summary>
internal static class Reproduction
{
    public const string File = "campaign.yaml";

    /// <summary>The flags of <c>run</c> by the key of the campaign file that each overrides.</summary>
    private static readonly Dictionary<string, string> Flags = new()
    {
        ["lab.kind"] = "--lab",
        ["seed"] = "--seed",
        ["trial.duration"] = "--duration",
        ["repetitions"] = "--repetitions",
    };

    /// <summary>With the file that the report carries saved as <see cref="File"/>.</summary>
    public static string Command(ReportContent content)
    {
        var words = new List<string> { "actorbench", "run", File };
        foreach (var text in content.Record.Started.Overrides.Select(Words.Inert))
        {
            var (key, value) = text.Split('=', 2) is [var k, var v] ? (k, v) : (text, "");
            if (key == "platforms")
            {
                foreach (var platform in value.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) words.AddRange(["--platform", Quoted(platform)]);
            }
            else if (Flags.TryGetValue(key, out var flag) && key != "seed")
            {
                words.AddRange([flag, Quoted(value)]);
            }
        }

        // The lab of the campaign is the one that was found, not always the one that was asked for.
        words.AddRange(["--seed", content.Spec.Seed.ToString(CultureInfo.InvariantCulture)]);
        return string.Join(' ', words);
    }

    public static string Check(ReportContent content) => $"actorbench export {Quoted(content.Campaign)} -o csv | sha256sum";

    private static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':') ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
