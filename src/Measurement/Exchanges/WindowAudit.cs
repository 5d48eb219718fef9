namespace ActorBench.Measurement.Exchanges;

/// <summary>Proof that a window allocates nothing: what the runtime says the thread allocated inside its last one.</summary>
internal static class WindowAudit
{
    [ThreadStatic]
    private static long before;

    [ThreadStatic]
    private static long allocated;

    /// <summary>Bytes allocated by the calling thread in its last window.</summary>
    public static long AllocatedBytes => allocated;

    public static void Begin() => before = GC.GetAllocatedBytesForCurrentThread();

    public static void End() => allocated = GC.GetAllocatedBytesForCurrentThread() - before;
}
