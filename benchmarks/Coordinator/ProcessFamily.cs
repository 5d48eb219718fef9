using System.Globalization;

namespace ActorBench.CoordinatorBenchmark;

/// <param name="Role"><c>coordinator</c>, or the agent's first word and where it stands.</param>
internal sealed record Member(int Pid, string Role)
{
    /// <summary>Largest resident set so far, MiB.</summary>
    public double PeakMiB => Status($"/proc/{Pid}/status", "VmHWM:") / 1024.0;

    /// <summary>Context switches so far of all threads but the measuring one.</summary>
    public long Switches() => Directory.GetDirectories($"/proc/{Pid}/task")
        .Where(task => ReadAll($"{task}/comm").Trim() != "measuring")
        .Sum(task => Status($"{task}/status", "voluntary_ctxt_switches:") + Status($"{task}/status", "nonvoluntary_ctxt_switches:"));

    private static long Status(string file, string key) => ReadAll(file).Split('\n')
        .Where(line => line.StartsWith(key, StringComparison.Ordinal))
        .Select(line => long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private static string ReadAll(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // The thread has ended since the folder was listed.
            return "";
        }
    }
}

/// <summary>A run's processes, found by their parents.</summary>
internal static class ProcessFamily
{
    public static IReadOnlyList<Member> Of(int coordinator)
    {
        var parents = Directory.GetDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => name is not null && name.All(char.IsAsciiDigit))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Select(pid => (Pid: pid, Parent: Parent(pid)))
            .ToList();
        var family = new List<Member> { new(coordinator, "coordinator") };
        for (var i = 0; i < family.Count; i++) family.AddRange(parents.Where(p => p.Parent == family[i].Pid).Select(p => new Member(p.Pid, Role(p.Pid))));
        return family;
    }

    private static int Parent(int pid)
    {
        try
        {
            // The name in parentheses may hold spaces; the parent is the second field behind it.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string Role(int pid)
    {
        var words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        string After(string flag) => Array.IndexOf(words, flag) is >= 0 and var at ? words[at + 1] : "";
        return !words.Contains("--guest-program") && words.Contains("guest") ? $"guest {After("--host")} {After("--platform")}" : words.Contains("host") ? $"host {After("--host")}" : "other";
    }
}
