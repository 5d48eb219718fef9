using System.Text.RegularExpressions;

namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>What bears the name of one run's lab: namespaces, links, claims, and of its guests folders, mounts, control groups and processes.</summary>
internal static partial class Leftovers
{
    private const string Claims = "/run/actorbench";
    private const string Cgroups = "/sys/fs/cgroup";

    /// <summary>Folders where tools of containers keep what they know of a guest, by its name.</summary>
    private static readonly string[] GuestFolders = [$"{Claims}/guests", $"/run/lxc/lock{Claims}/guests", "/run/systemd/nspawn/propagate"];

    /// <param name="pids">Processes whose labs are looked for; a lab's names begin with its owner's pid.</param>
    public static IReadOnlyList<string> Of(params IEnumerable<int> pids)
    {
        var prefixes = pids.Select(pid => $"ab{pid}").ToHashSet();
        return Bearing(prefixes.Contains);
    }

    /// <summary>Of labs whose owner is no more, whoever that was.</summary>
    public static IReadOnlyList<string> OfTheDead() => Bearing(prefix => Prefix().Match(prefix) is { Success: true } match && !Proc.Lives(int.Parse(match.Groups[1].Value)));

    private static IReadOnlyList<string> Bearing(Func<string, bool> isTheirs)
    {
        return
        [
            .. Entries("/run/netns").Where(IsTheirs).Select(name => $"namespace {name}"),
            .. Entries("/sys/class/net").Where(name => isTheirs(name.TrimEnd('m'))).Select(name => $"link {name}"),
            .. GuestFolders.SelectMany(Entries).Where(IsTheirs).Select(name => $"folder {name}"),
            .. Entries(Cgroups).Concat(Entries(Cgroups).SelectMany(group => Entries($"{Cgroups}/{group}"))).Where(IsTheirs).Select(name => $"control group {name}"),
            .. File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' ')[4]).Where(point => point.Split('/').Any(IsTheirs)).Select(point => $"mount {point}"),
            .. Proc.All().Where(pid => Proc.Lives(pid) && Proc.Variable(pid, "ACTORBENCH_LAB") is { } lab && IsTheirs(lab)).Select(pid => $"process {pid}"),
            .. Entries(Claims).Where(name => isTheirs(Owner(name))).Select(name => $"claim {name}"),
        ];

        bool IsTheirs(string name) => isTheirs(name.Split('-')[0]);
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

    [GeneratedRegex(@"^ab(\d+)(?:x\d+)?$")]
    private static partial Regex Prefix();
}
