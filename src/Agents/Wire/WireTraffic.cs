namespace ActorBench.Agents.Wire;

/// <summary>Bytes of messages that this process has sent to and taken from others, without Akka's frames.</summary>
public static class WireTraffic
{
    private static long _in;
    private static long _out;

    public static long BytesIn => Interlocked.Read(ref _in);

    public static long BytesOut => Interlocked.Read(ref _out);

    internal static void CountIn(int bytes) => Interlocked.Add(ref _in, bytes);

    internal static void CountOut(int bytes) => Interlocked.Add(ref _out, bytes);
}
