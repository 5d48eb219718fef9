namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>Names that a lab of one run gives to namespaces, links and claims, as far as they stand.</summary>
internal static class Leftovers
{
    private const string Claims = "/run/actorbench";

    /// <param name="pids">Processes whose labs are looked for; a lab's names begin with its owner's pid.</param>
    public static IReadOnlyList<string> Of(params IEnumerable<int> pids)
    {
        var prefixes = pids.Select(pid => $"ab{pid}").ToHashSet();
        return
        [
            .. Entries("/run/netns").Where(name => prefixes.Contains(name.Split('-')[0])).Select(name => $"namespace {name}"),
            .. Entries("/sys/class/net").Where(name => prefixes.Contains(name.TrimEnd('m'))).Select(name => $"link {name}"),
            .. Entries(Claims).Where(name => prefixes.Contains(Owner(name))).Select(name => $"claim {name}"),
        ];
    }

    private static IEnumerable<string> Entries(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)!) : [];

    private static string Owner(string claim)
    {
        try
        {
            // Its owner holds the file locked for .NET's own opening, which cat knows nothing of.
            using var cat = System.Diagnostics.Process.Start(
                new System.Diagnostics.ProcessStartInfo("cat", [Path.Combine(Claims, claim)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            return cat.StandardOutput.ReadToEnd().Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
