using System.Diagnostics;
using System.Text.RegularExpressions;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Labs.Standing;

/// <param name="Alive">Its keeper is; else it is what a killed one has left, or the last word of one that gave up.</param>
public sealed record FoundLab(LabRecord Record, bool Alive)
{
    public bool HasEnded => Record.Phase == LabPhase.Ended;

    /// <summary>Asks the keeper to take the lab down.</summary>
    public void Terminate() => LinuxCalls.SendSignal(Record.Pid, LinuxCalls.SigTerm);

    public void Kill() => LinuxCalls.SendSignal(Record.Pid, LinuxCalls.SigKill);
}

/// <summary>The names of the labs that stand on this machine: a file each with its record, one that its keeper has locked, and one of the command that brings it up.</summary>
/// <remarks>A lock (flock) ends with its process whatever that died of, so a record without one is a dead lab's.</remarks>
public sealed partial class LabFolder(string path)
{
    public const int LongestName = 40;

    private const string LockEnding = ".lock";
    private const string RecordEnding = ".json";
    private const string OrderEnding = ".up";

    // Whoever looks holds the lock for an instant, and on a busy machine an instant is long.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Root's under /run, where the names of network namespaces are; an ordinary user's with what else he keeps.</summary>
    public static LabFolder Standard => new(
        Environment.IsPrivilegedProcess && !UserNamespace.Inside
            ? Path.Combine(LabClaim.Folder, "labs")
            : Path.Combine(StateFolder(), "actorbench", "labs"));

    public static bool IsName(string text) => text.Length <= LongestName && Form().IsMatch(text);

    /// <summary>For the keeper.</summary>
    /// <returns>Null where a living one has the name.</returns>
    public LabName? Take(string name) => Hold(LockPath(name)) is { } held ? new LabName(held, RecordPath(name)) : null;

    /// <summary>For the command that brings a lab of this name up, until the lab stands.</summary>
    /// <returns>Null while another does.</returns>
    public LabUnderway? Order(string name) => Hold(OrderPath(name)) is { } held ? new LabUnderway(held) : null;

    /// <summary>The command that brings a lab of this name up is alive.</summary>
    public bool IsOrdered(string name) => IsHeld(OrderPath(name));

    /// <summary>Taken and given back, nothing of a dead lab's name stays; a living one's stays as it is.</summary>
    public void Forget(string name) => Take(name)?.Dispose();

    /// <summary>Forgets every name whose processes are dead, of those too that were killed before they could write a record.</summary>
    public void ForgetTheDead()
    {
        if (!Directory.Exists(path)) return;
        foreach (var name in Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file).Split('.')[0]).Where(IsName).ToHashSet())
        {
            Order(name)?.Dispose();
            Forget(name);
        }
    }

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<FoundLab> All() => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, $"*{RecordEnding}").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).Select(name => Find(name!)).OfType<FoundLab>()]
        : [];

    public FoundLab? Find(string name)
    {
        // The lock first: a record that is read before could be that of a lab which goes down in between.
        var alive = IsHeld(LockPath(name));
        try
        {
            return LabRecord.FromJson(File.ReadAllBytes(RecordPath(name))) is { } record ? new FoundLab(record, alive) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <returns>Null where another process has it for longer than a look takes.</returns>
    private FileStream? Hold(string file)
    {
        Directory.CreateDirectory(path);
        for (var clock = Stopwatch.StartNew(); ; Thread.Sleep(Pause))
        {
            if (Open(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) is { } held)
            {
                // Given up between our opening and locking it? Then the path may be another's by now.
                if (LabClaim.IsAt(held, held.Name)) return held;
                held.Dispose();
            }
            else if (clock.Elapsed > Patience)
            {
                return null;
            }
        }
    }

    private static bool IsHeld(string file)
    {
        if (!File.Exists(file)) return false;
        using var probe = Open(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return probe is null && File.Exists(file);
    }

    /// <returns>Null where another process has it, or it is gone.</returns>
    private static FileStream? Open(string file, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(file, mode, access, share);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string LockPath(string name) => Path.Combine(path, name + LockEnding);

    private string RecordPath(string name) => Path.Combine(path, name + RecordEnding);

    private string OrderPath(string name) => Path.Combine(path, name + OrderEnding);

    private static string StateFolder() => Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } set && Path.IsPathRooted(set)
        ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/state");

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex Form();
}
