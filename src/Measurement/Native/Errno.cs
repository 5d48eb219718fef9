using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Native;

/// <summary>Linux error numbers that a trial meets, and the sentence each of them becomes.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int OutOfMemory = 12;
    public const int BrokenPipe = 32;
    public const int NetworkUnreachable = 101;
    public const int ConnectionReset = 104;
    public const int NoBuffers = 105;
    public const int TimedOut = 110;
    public const int ConnectionRefused = 111;
    public const int HostUnreachable = 113;

    /// <summary>A datagram that was not sent for these reasons is a lost datagram: a full queue, or a firewall that drops on the way out.</summary>
    public static bool LosesDatagram(int errno) => errno is NotPermitted or TryAgain or OutOfMemory or NoBuffers;

    public static TrialFailedException ToFailure(int errno, string otherEnd) => errno switch
    {
        BrokenPipe or ConnectionReset => new(FailureKind.PeerClosed, $"The {otherEnd} closed the connection inside the trial."),
        ConnectionRefused => new(FailureKind.PeerClosed, $"The {otherEnd} closed its port inside the trial."),
        NetworkUnreachable or HostUnreachable or TimedOut =>
            new(FailureKind.Unreachable, $"The way to the {otherEnd} was lost inside the trial: {Text(errno)}."),
        _ => new(FailureKind.Internal, $"The socket to the {otherEnd} failed: {Text(errno)} (errno {errno})."),
    };

    public static TrialFailedException ToFailure(SocketException error, string otherEnd) => error.SocketErrorCode switch
    {
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => ToFailure(ConnectionReset, otherEnd),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.TimedOut =>
            new(FailureKind.Unreachable, $"The {otherEnd} can't be reached: {error.Message}."),
        _ => new(FailureKind.Internal, $"The socket to the {otherEnd} failed: {error.Message} ({error.SocketErrorCode})."),
    };

    private static string Text(int errno) => Marshal.GetPInvokeErrorMessage(errno);
}
