using System.Text.RegularExpressions;

namespace ActorBench.Conventions.Tests;

public sealed partial class SourceSpecs
{
    private const int MostLines = 300;

    [Fact]
    public void No_file_is_longer_than_can_be_read_at_once()
    {
        var tooLong = Checkout.Sources("src").Concat(Checkout.Sources("tests"))
            .Select(path => (path, Lines: File.ReadLines(path).Count()))
            .Where(f => f.Lines > MostLines)
            .Select(f => $"{Path.GetRelativePath(Checkout.Root, f.path)}: {f.Lines}");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Every_stored_event_has_a_payload_file_of_each_version()
    {
        var manifests = Manifest().Matches(File.ReadAllText(Path.Combine(Checkout.Root, "src", "Journal", "JournalManifests.cs"))).Select(m => m.Value).ToArray();
        var payloads = Directory.GetFiles(Path.Combine(Checkout.Root, "tests", "Journal", "payloads")).Select(Path.GetFileNameWithoutExtension);

        Assert.True(manifests.Length >= 12);
        Assert.All(manifests, manifest => Assert.Contains(payloads, name => Same(name!, manifest)));
    }

    [Fact]
    public void Nothing_is_left_for_later_in_a_comment()
    {
        // Spelled apart, so that this file does not find itself.
        string[] words = ["TO" + "DO", "FIX" + "ME", "HA" + "CK"];
        Assert.DoesNotContain(
            Checkout.Sources("src").Concat(Checkout.Sources("tests")),
            path => words.Any(word => File.ReadAllText(path).Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void Tables_of_a_store_are_made_in_one_place() => Assert.Equal(
        ["StoreSchema.cs"],
        Checkout.Sources("src").Where(path => File.ReadAllText(path).Contains("CREATE TABLE IF", StringComparison.Ordinal)).Select(path => Path.GetFileName(path)));

    /// <summary>Plans are made of rounds, and rounds know nothing of plans.</summary>
    [Fact]
    public void Schedules_see_no_plans() => Assert.DoesNotContain(
        Checkout.Sources("src/Campaigns/Scheduling"),
        path => File.ReadAllText(path).Contains("using ActorBench.Campaigns.", StringComparison.Ordinal));

    private static bool Same(string file, string manifest) => Letters(file).StartsWith(Letters(manifest), StringComparison.Ordinal);

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    [GeneratedRegex(@"[a-z]+(-[a-z]+)+:\d+")]
    private static partial Regex Manifest();
}
