using System.Diagnostics;
using System.Text.RegularExpressions;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Labs.Standing;

/// <param name="Alive">Its keeper is; else it is what a killed one has left.</param>
public sealed record FoundLab(LabRecord Record, bool Alive)
{
    /// <summary>Asks the keeper to take the lab down.</summary>
    public void Terminate() => LinuxCalls.SendSignal(Record.Pid, LinuxCalls.SigTerm);

    public void Kill() => LinuxCalls.SendSignal(Record.Pid, LinuxCalls.SigKill);
}

/// <summary>The names of the labs that stand on this machine: a file each with its record, and one that its keeper has locked.</summary>
/// <remarks>The lock (flock) ends with the keeper whatever that died of, so a record without one is a dead lab's.</remarks>
public sealed partial class LabFolder(string path)
{
    public const int LongestName = 40;

    private const string LockEnding = ".lock";
    private const string RecordEnding = ".json";

    // Whoever looks holds the lock for an instant, and on a busy machine an instant is long.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Root's under /run, where the names of network namespaces are; an ordinary user's with what else he keeps.</summary>
    public static LabFolder Standard => new(
        Environment.IsPrivilegedProcess && !UserNamespace.Inside
            ? Path.Combine(LabClaim.Folder, "labs")
            : Path.Combine(StateFolder(), "actorbench", "labs"));

    public static bool IsName(string text) => text.Length <= LongestName && Form().IsMatch(text);

    /// <returns>Null where a living keeper has the name.</returns>
    public LabName? Take(string name)
    {
        Directory.CreateDirectory(path);
        for (var clock = Stopwatch.StartNew(); ; Thread.Sleep(Pause))
        {
            if (Open(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) is { } held)
            {
                // Given up between our opening and locking it? Then the path may be another keeper's by now.
                if (LabClaim.IsAt(held, held.Name)) return new LabName(held, RecordPath(name));
                held.Dispose();
            }
            else if (clock.Elapsed > Patience)
            {
                return null;
            }
        }
    }

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<FoundLab> All() => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, $"*{RecordEnding}").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).Select(name => Find(name!)).OfType<FoundLab>()]
        : [];

    public FoundLab? Find(string name)
    {
        // The lock first: a record that is read before could be that of a lab which goes down in between.
        var alive = IsHeld(name);
        try
        {
            return LabRecord.FromJson(File.ReadAllBytes(RecordPath(name))) is { } record ? new FoundLab(record, alive) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private bool IsHeld(string name)
    {
        if (!File.Exists(LockPath(name))) return false;
        using var probe = Open(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return probe is null && File.Exists(LockPath(name));
    }

    /// <returns>Null where another process has it, or it is gone.</returns>
    private FileStream? Open(string name, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(LockPath(name), mode, access, share);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string LockPath(string name) => Path.Combine(path, name + LockEnding);

    private string RecordPath(string name) => Path.Combine(path, name + RecordEnding);

    private static string StateFolder() => Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } set && Path.IsPathRooted(set)
        ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/state");

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex Form();
}

/// <summary>The right of one keeper to a lab's name; it ends with the process. Disposed, it leaves nothing of the name.</summary>
public sealed class LabName : IDisposable
{
    private readonly FileStream _held;
    private readonly string _record;

    internal LabName(FileStream held, string record) => (_held, _record) = (held, record);

    /// <summary>In one step: whoever reads finds the old record or this one.</summary>
    public void Write(LabRecord record)
    {
        File.WriteAllBytes(_record + ".new", record.ToJson());
        File.Move(_record + ".new", _record, overwrite: true);
    }

    public void Dispose()
    {
        if (!_held.CanWrite) return;
        File.Delete(_record);
        LabClaim.Release(_held);
    }
}
