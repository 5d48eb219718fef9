using ActorBench.Measurement.Machine;

namespace ActorBench.Measurement.Native;

/// <summary>A descriptor table that belongs to the calling thread alone: the sockets of a trial and what the runtime can't do without.</summary>
/// <remarks>
/// In a table that threads share, the kernel takes and drops a reference on the file at every system call; in a table with one user
/// it does not. The table is a copy, so a number means the same as in the process, or nothing. All others are closed in it: a copy
/// that stayed open would keep a connection from ending, or a pipe's reader waiting, until the trial is over.
/// </remarks>
internal sealed class OwnDescriptors : IDisposable
{
    private const uint FirstAfterStandardStreams = 3;

    // The runtime writes compiled code through this memory, on whichever thread a method is first called, and ends the process
    // when it can't (memfd "doublemapper"; none with DOTNET_EnableWriteXorExecute=0).
    private static readonly uint[]? OfTheRuntime = FindMemory();

    private readonly uint[] _sockets;

    private OwnDescriptors(uint[] sockets) => _sockets = sockets;

    /// <summary>To be called on a thread that ends with the trial: there is no way back to the shared table.</summary>
    /// <returns>Null where the kernel refuses, being older than 5.9 or by a filter: the thread goes on in the shared table.</returns>
    public static OwnDescriptors? TryTake(params int[] sockets)
    {
        if (OfTheRuntime is null) return null;
        var own = Array.ConvertAll(sockets, socket => (uint)socket);
        uint[] kept = [.. own, .. OfTheRuntime, .. ProcStat.Descriptor is { } stat ? [(uint)stat] : Array.Empty<uint>()];
        Array.Sort(kept);
        if (Libc.CloseRange(kept[^1] + 1, uint.MaxValue, inOwnTable: true) != 0) return null;

        var next = FirstAfterStandardStreams;
        foreach (var descriptor in kept)
        {
            if (next < descriptor) _ = Libc.CloseRange(next, descriptor - 1);
            next = Math.Max(next, descriptor + 1);
        }

        return new OwnDescriptors(own);
    }

    /// <summary>Closes the sockets, and only them: a thread that the runtime started from this one shares the table.</summary>
    public void Dispose()
    {
        foreach (var socket in _sockets) _ = Libc.CloseRange(socket, socket);
    }

    private static uint[]? FindMemory()
    {
        try
        {
            return
            [
                .. from entry in new DirectoryInfo("/proc/self/fd").EnumerateFiles()
                   where entry.LinkTarget?.StartsWith("/memfd:", StringComparison.Ordinal) == true
                   select uint.Parse(entry.Name, provider: null),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
