using System.Text.RegularExpressions;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Images;

/// <summary>A package as apt would install it now.</summary>
/// <param name="Needs">Names that it depends on, without versions and alternatives.</param>
internal sealed record DebianPackage(string Name, string Version, IReadOnlyList<string> Needs)
{
    public override string ToString() => $"{Name}={Version}";
}

/// <summary>Debian packages, downloaded and unpacked into folders; nothing is installed on this machine.</summary>
internal static partial class DebianPackages
{
    private static readonly TimeSpan LookUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Download = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Unpacking = TimeSpan.FromMinutes(2);

    /// <param name="names">Each one name, or several of which the first that apt knows is taken: <c>libssl3t64|libssl3</c>.</param>
    /// <exception cref="ToolException">apt knows none of a name's.</exception>
    public static async Task<IReadOnlyList<DebianPackage>> Find(IReadOnlyList<string> names, CancellationToken ct)
    {
        // It prints what it finds and fails for the rest, which here may be an alternative's other names.
        var (_, printed, _) = await Tool.RunToEnd(
            "apt-cache", ["show", "--no-all-versions", .. names.SelectMany(one => one.Split('|'))], LookUp, input: null, owner: null, ct);
        var known = Parse(printed).GroupBy(one => one.Name).ToDictionary(group => group.Key, group => group.First());
        return [.. names.Select(one => one.Split('|').Select(name => known.GetValueOrDefault(name)).FirstOrDefault(found => found is not null)
            ?? throw new ToolException($"apt knows no package {one.Split('|')[0]}: run `apt-get update` on Debian 12 or newer, whose packages the guest is made of.", null))];
    }

    /// <summary>Unpacks into <paramref name="folder"/>, with one download for all that <paramref name="store"/> lacks.</summary>
    public static async Task Unpack(IReadOnlyList<DebianPackage> packages, CacheFolder store, string folder, CancellationToken ct)
    {
        var files = await Task.WhenAll(packages.Select(one => store.Make("packages", FileName($"{one}"), beside => Fetch(one, beside, ct))));
        Directory.CreateDirectory(folder);
        foreach (var file in files.SelectMany(Directory.EnumerateFiles))
            await Tool.Run("dpkg-deb", ["--extract", file, folder], Unpacking, ct);
    }

    internal static IEnumerable<DebianPackage> Parse(string stanzas) =>
        from stanza in stanzas.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
        let fields = stanza.Split('\n').Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2 && !pair[0].StartsWith(' ')).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1])
        where fields.ContainsKey("Package") && fields.ContainsKey("Version")
        select new DebianPackage(fields["Package"], fields["Version"], Names(fields.GetValueOrDefault("Depends", "")));

    private static string[] Names(string depends) =>
        [.. depends.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(one => one.Split([' ', '|', ':'])[0])];

    // apt-get downloads into its working folder and knows no other.
    private static Task<string> Fetch(DebianPackage package, string folder, CancellationToken ct) =>
        Tool.Run("env", [$"--chdir={folder}", "apt-get", "--quiet", "download", $"{package}"], Download, ct);

    private static string FileName(string package) => Odd().Replace(package, "_");

    [GeneratedRegex("[^A-Za-z0-9.+~=-]")]
    private static partial Regex Odd();
}
