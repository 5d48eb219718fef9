using System.IO.MemoryMappedFiles;
using ActorBench.Messages.Trials;

namespace ActorBench.HostNode.Labs.Wire;

/// <summary>A wire's counters in a file that its process writes and the lab's owner reads while it runs: one writer, whole words, no lock.</summary>
internal sealed unsafe class WireCounters : IDisposable
{
    private const int FramesAt = 0, DropsAt = 1, LateAt = 2, ReadyAt = 3, BucketsAt = 8;
    private const int Words = BucketsAt + WireReading.Buckets;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long* _words;

    private WireCounters(FileStream file)
    {
        _file = MemoryMappedFile.CreateFromFile(file, null, Words * sizeof(long), MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor();
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _words = (long*)(start + _view.PointerOffset);
    }

    /// <summary>The wire's process has opened its ports and holds frames from now on.</summary>
    public bool IsReady => Volatile.Read(ref _words[ReadyAt]) != 0;

    public static WireCounters Make(string path)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.SetLength(Words * sizeof(long));
        return new WireCounters(file);
    }

    public static WireCounters Open(string path) => new(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));

    public void SetReady() => Volatile.Write(ref _words[ReadyAt], 1);

    public void CountDrop() => _words[DropsAt]++;

    public void CountFrame(long lateNs)
    {
        _words[FramesAt]++;
        _words[LateAt] += lateNs;
        _words[BucketsAt + WireReading.BucketOf(lateNs)]++;
    }

    public WireReading Read() => new(
        Volatile.Read(ref _words[FramesAt]),
        Volatile.Read(ref _words[DropsAt]),
        Volatile.Read(ref _words[LateAt]),
        new ReadOnlySpan<long>(_words + BucketsAt, WireReading.Buckets).ToArray());

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
