namespace ActorBench.Measurement.Exchanges;

/// <summary>Proof that a window allocates nothing: what the runtime says its thread allocated inside it.</summary>
internal static class WindowAudit
{
    [ThreadStatic]
    private static long allocated;

    /// <summary>Bytes allocated in the last window of a trial that the calling thread ran.</summary>
    public static long AllocatedBytes
    {
        get => allocated;
        set => allocated = value;
    }

    /// <summary>Bytes that the calling thread has allocated so far; asking allocates nothing.</summary>
    public static long SoFar => GC.GetAllocatedBytesForCurrentThread();
}
