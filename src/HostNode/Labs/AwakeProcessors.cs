using Microsoft.Win32.SafeHandles;

namespace ActorBench.HostNode.Labs;

/// <summary>Keeps idle processors from sleeping while it is held: the shaper's bucket holds a quarter of a millisecond, and timers that wake a
/// sleeping virtual processor come later than that, so the wire would lose a tenth of its rate.</summary>
internal sealed class AwakeProcessors : IDisposable
{
    private const string Device = "/dev/cpu_dma_latency";

    private readonly SafeFileHandle? _held;

    public AwakeProcessors()
    {
        try
        {
            _held = File.OpenHandle(Device, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            // The longest wake-up that is allowed, in microseconds; the kernel keeps to it until the file is closed.
            RandomAccess.Write(_held, BitConverter.GetBytes(0), 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // No such device, or no right to it: the lab works without, and its facts say so.
            _held?.Dispose();
            _held = null;
        }
    }

    /// <summary>For the lab's facts.</summary>
    public string Fact => _held is null ? "may sleep" : "kept awake";

    public void Dispose() => _held?.Dispose();
}
