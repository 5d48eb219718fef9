using Microsoft.Win32.SafeHandles;

namespace ActorBench.Measurement.Machine;

/// <summary>A file of the kernel that is kept open and read anew each time, into a buffer of its own.</summary>
internal sealed class ProcFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private byte[] _buffer = new byte[4096];

    private ProcFile(SafeFileHandle file) => _file = file;

    /// <returns>Null where this kernel has no such file, or does not show it.</returns>
    public static ProcFile? TryOpen(string path)
    {
        try
        {
            return new ProcFile(File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What the file says now; empty where it can't be read any more. Good until the next call.</summary>
    public ReadOnlySpan<byte> Read()
    {
        var length = 0;
        try
        {
            // A short answer is no end: the kernel gives whole records.
            while (RandomAccess.Read(_file, _buffer.AsSpan(length), length) is > 0 and var more)
            {
                length += more;
                if (length == _buffer.Length) Array.Resize(ref _buffer, 2 * length);
            }
        }
        catch (IOException)
        {
            return [];
        }

        return _buffer.AsSpan(0, length);
    }

    public void Dispose() => _file.Dispose();
}
