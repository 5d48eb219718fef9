using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ActorBench.Journal;

/// <summary>The right to write a file. The kernel gives it back when the process ends, whatever ended it.</summary>
/// <remarks>
/// The lock is <c>flock</c> on <c>{store}.lock</c>, which the runtime takes for <see cref="FileShare.None"/>. The file stays when the lock
/// is given back: deleting it would let two processes lock two files of one name.
/// </remarks>
internal sealed partial class FileStoreLock : StoreLock
{
    // A peek holds the lock for an instant, and a new holder needs one to say who it is; on a busy machine an instant is long.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PatienceWithNobody = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly FileStream _file;

    private FileStoreLock(FileStream file) => _file = file;

    /// <summary>Makes the store's folder where it is missing.</summary>
    public static FileStoreLock Acquire(StoreAddress.SqliteFile store, StoreHolder me)
    {
        var storePath = store.Path;
        StoreFolder.Make(storePath);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (TryOpen(LockPath(storePath), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) is { } file)
            {
                file.SetLength(0);
                file.Write(me.ToJson());
                file.Flush();
                return new FileStoreLock(file);
            }

            var holder = Facts(storePath);
            if (Stopwatch.GetElapsedTime(started) > (holder is not null && IsAlive(holder) ? Patience : PatienceWithNobody))
                throw new StoreHeldException(store, holder ?? StoreHolder.Unknown);
            Thread.Sleep(Pause);
        }
    }

    /// <summary>A file that a dead process left is nobody.</summary>
    public static StoreHolder? HolderOf(StoreAddress.SqliteFile store)
    {
        var storePath = store.Path;
        var started = Stopwatch.GetTimestamp();
        while (IsHeld(storePath))
        {
            // Between taking the lock and writing its name a holder is nobody yet, or still has its predecessor's name on it.
            if (Facts(storePath) is { } holder && (IsAlive(holder) || Stopwatch.GetElapsedTime(started) > Patience)) return holder;
            if (Stopwatch.GetElapsedTime(started) > Patience) return StoreHolder.Unknown;
            Thread.Sleep(Pause);
        }

        return null;
    }

    public override void Dispose()
    {
        if (!_file.CanWrite) return;
        _file.SetLength(0);
        _file.Dispose();
    }

    private static string LockPath(string storePath) => storePath + ".lock";

    private static bool IsHeld(string storePath)
    {
        if (!File.Exists(LockPath(storePath))) return false;
        try
        {
            using var probe = TryOpen(LockPath(storePath), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return probe is null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <returns>Null where another process has the lock.</returns>
    private static FileStream? TryOpen(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (mode == FileMode.OpenOrCreate && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(path, options);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && IsSharingViolation(e))
        {
            return null;
        }
    }

    // EWOULDBLOCK on Linux (11) and macOS (35), ERROR_SHARING_VIOLATION on Windows.
    private static bool IsSharingViolation(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static StoreHolder? Facts(string storePath)
    {
        // The runtime takes a shared flock for every file that it opens, and so can't read what another process has locked.
        if (OperatingSystem.IsWindows()) return StoreHolder.Unknown;
        using var handle = OpenUnlocked(LockPath(storePath), 0);
        if (handle.IsInvalid) return null;
        var text = new byte[16 * 1024];
        var length = RandomAccess.Read(handle, text, 0);
        return StoreHolder.FromJson(text.AsSpan(0, length));
    }

    private static bool IsAlive(StoreHolder holder)
    {
        if (holder.Host != Environment.MachineName) return true;
        try
        {
            using var process = Process.GetProcessById(holder.Pid);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle OpenUnlocked(string path, int readOnly);
}
