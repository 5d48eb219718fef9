namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>What /proc says of processes that the tests started, and of nobody else's.</summary>
internal static class Proc
{
    /// <summary>Children of a process and theirs, each with its command line.</summary>
    public static IReadOnlyList<(int Pid, string[] Command)> Descendants(int root)
    {
        var children = All().ToLookup(Parent);
        var found = new List<(int, string[])>();
        var next = new Queue<int>([root]);
        while (next.TryDequeue(out var parent))
        {
            foreach (var child in children[parent])
            {
                found.Add((child, Command(child)));
                next.Enqueue(child);
            }
        }

        return found;
    }

    public static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    /// <returns>Null where the process was started without it.</returns>
    public static string? Variable(int pid, string name) => Read(pid, "environ").Split('\0')
        .FirstOrDefault(one => one.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    public static string[] Command(int pid) => Read(pid, "cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What the process was started with.</summary>
    public static string Environment(int pid) => Read(pid, "environ").Replace('\0', '\n');

    public static string NetworkNamespace(int pid) => new FileInfo($"/proc/{pid}/ns/net").LinkTarget ?? "";

    /// <summary>Name and processors of each thread.</summary>
    public static IReadOnlyList<(string Name, string Cpus)> Threads(int pid) =>
        [.. Tasks(pid).Select(status => (Field(status, "Name"), Field(status, "Cpus_allowed_list")))];

    /// <summary>Times that threads of the process were switched away from, of their own will or not.</summary>
    public static long ContextSwitches(int pid) =>
        Tasks(pid).Sum(status => long.Parse(Field(status, "voluntary_ctxt_switches")) + long.Parse(Field(status, "nonvoluntary_ctxt_switches")));

    /// <summary>Of all threads of the process that live or have ended, as a user's and the kernel's, in ticks of 10 ms.</summary>
    public static TimeSpan CpuTime(int pid)
    {
        // Behind the name, which may hold anything.
        var fields = Read(pid, "stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 13 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11]) + long.Parse(fields[12])));
    }

    /// <summary>A TCP connection is established from or to this address in the network namespace of the process.</summary>
    public static bool HasConnection(int pid, string address)
    {
        var own = Convert.ToHexString([.. System.Net.IPAddress.Parse(address).GetAddressBytes().Reverse()]);
        return Read(pid, "net/tcp").Split('\n').Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(fields => fields.Length > 3 && fields[1].StartsWith($"{own}:", StringComparison.Ordinal) && fields[3] == "01");
    }

    public static bool Lives(int pid) => Parent(pid) > 0 && !Read(pid, "status").Contains("State:\tZ", StringComparison.Ordinal);

    private static int Parent(int pid) => int.TryParse(Field(Read(pid, "status"), "PPid"), out var parent) ? parent : -1;

    private static IEnumerable<string> Tasks(int pid) =>
        Directory.Exists($"/proc/{pid}/task")
            ? Directory.EnumerateDirectories($"/proc/{pid}/task").Select(task => Read(pid, $"task/{Path.GetFileName(task)}/status")).Where(status => status != "")
            : [];

    private static string Field(string status, string name) =>
        status.Split('\n').FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.Ordinal))?[(name.Length + 1)..].Trim() ?? "";

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return "";
        }
    }
}
