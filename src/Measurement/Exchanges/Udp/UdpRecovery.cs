using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Native;
using ActorBench.Measurement.Sockets;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Exchanges.Udp;

/// <summary>The seldom path of a UDP exchange: what to do when the next datagram is not the awaited one, or none came.</summary>
internal sealed class UdpRecovery(int socket, int sideChannel, int requestBytes, int responseBytes, TrialLimits limits)
{
    // An end that answers at all does so within five of the longest timeouts.
    private const long FirstResponseWithinNs = 5_000_000_000;

    private readonly GivenUp _givenUp = new();
    private readonly long _silentSince = TrialLimits.NowNs;

    public AdaptiveTimeout Timeout { get; } = new();

    public LossCount Losses { get; set; }

    /// <summary>The bytes of a response that hold its exchange's number.</summary>
    public ulong Mask { get; } = Sequence.Mask(requestBytes, responseBytes);

    public void Arm()
    {
        if (!SocketTuning.TrySetReceiveTimeout(socket, Timeout.ArmedNs)) throw Failure(Marshal.GetLastSystemError());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void NotSent(int errno)
    {
        // What was not sent will not be answered: the wait for it ends as any other loss does.
        if (Errno.LosesDatagram(errno) || errno == Errno.Interrupted) return;
        throw Failure(errno);
    }

    /// <param name="moved">What the receive returned: a wrong length, a wrong number's length, or a failure.</param>
    /// <returns>False when the exchange is given up.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool GoOnWaiting(nint moved, int errno, ulong received, ulong awaited, long startedAt)
    {
        limits.ThrowIfOver();
        if (moved < 0)
        {
            if (errno == Errno.Interrupted) return true;
            return errno == Errno.TryAgain ? GiveUp(awaited) : throw Failure(errno);
        }

        // A datagram of another length is nobody's response, and an empty one is never data.
        if (moved == responseBytes) Classify(received, awaited);
        return TrialLimits.NowNs - startedAt < Timeout.ArmedNs || GiveUp(awaited);
    }

    private void Classify(ulong received, ulong awaited)
    {
        if (_givenUp.TryTake(received, Mask)) Losses = Losses with { Late = Losses.Late + 1 };
        else if (WasSent(received, awaited)) Losses = Losses with { Duplicate = Losses.Duplicate + 1 };
    }

    // A short number wraps, and then every value of it was in use before.
    private bool WasSent(ulong received, ulong awaited) => awaited > Mask || ((received & Mask) != 0 && (received & Mask) < awaited);

    private bool GiveUp(ulong number)
    {
        if (SocketReading.IsClosed(sideChannel))
        {
            limits.ThrowIfOver();
            throw new TrialFailedException(FailureKind.PeerClosed, "The responder left the trial.");
        }

        if (!Timeout.HasSample && TrialLimits.NowNs - _silentSince > Math.Min(FirstResponseWithinNs, limits.PatienceNs))
            throw new TrialFailedException(FailureKind.NoResponse, "Not one response came: every datagram was lost.");
        _givenUp.Add(number);
        Losses = Losses with { Lost = Losses.Lost + 1 };
        Timeout.BackOff();
        Arm();
        return false;
    }

    private TrialFailedException Failure(int errno) => limits.IsOver ? limits.Verdict() : Errno.ToFailure(errno, "responder");
}
