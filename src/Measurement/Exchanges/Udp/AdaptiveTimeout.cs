using System.Runtime.CompilerServices;

namespace ActorBench.Measurement.Exchanges.Udp;

/// <summary>How long to wait for a response before its exchange counts as lost, after RFC 6298. Times are nanoseconds.</summary>
/// <remarks>
/// The socket's timeout is armed a quarter above the estimate and left alone until the estimate has outgrown it or fallen to half
/// of it, because arming it is a system call. Karn's rule needs nothing here: a retry has a sequence number of its own.
/// </remarks>
internal sealed class AdaptiveTimeout
{
    public const long FloorNs = 50_000_000;
    public const long CeilingNs = 1_000_000_000;

    private long _smoothed = -1;
    private long _variation;

    /// <summary>What the socket is to be armed with. RFC 6298 (2.1): one second before the first sample.</summary>
    public long ArmedNs { get; private set; } = CeilingNs;

    /// <summary>Whether any response has come yet.</summary>
    public bool HasSample => _smoothed >= 0;

    /// <returns>True when <see cref="ArmedNs"/> has changed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Observe(long roundTripNs)
    {
        if (_smoothed < 0)
        {
            (_smoothed, _variation) = (roundTripNs, roundTripNs / 2);
        }
        else
        {
            // RFC 6298 (2.3): beta 1/4 for the variation, first, then alpha 1/8 for the mean.
            var error = roundTripNs - _smoothed;
            _variation += (Math.Abs(error) - _variation) >> 2;
            _smoothed += error >> 3;
        }

        var estimate = _smoothed + (4 * _variation);
        return (estimate > ArmedNs && ArmedNs < CeilingNs) || (ArmedNs > FloorNs && Target(estimate) * 2 <= ArmedNs)
            ? Arm(Target(estimate))
            : false;
    }

    /// <summary>RFC 6298 (5.5): doubles at each loss; the next response brings the estimate back.</summary>
    public void BackOff() => Arm(Math.Min(ArmedNs * 2, CeilingNs));

    private static long Target(long estimate) => Math.Clamp(estimate + (estimate >> 2), FloorNs, CeilingNs);

    private bool Arm(long ns)
    {
        ArmedNs = ns;
        return true;
    }
}
