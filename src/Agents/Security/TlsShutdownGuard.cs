using Akka;
using Akka.Actor;
using Akka.Event;

namespace ActorBench.Agents.Security;

/// <summary>Keeps a node up when somebody it dials has no good certificate.</summary>
/// <remarks>
/// Akka.Remote ends the whole actor system when a TLS handshake that it began fails. A stranger on the port of an agent that died would
/// so end its coordinator. The first phase of that shutdown fails here, which ends the shutdown instead; a shutdown for any other reason
/// goes on. After that one only <see cref="ActorSystem.Terminate"/> ends the system.
/// </remarks>
internal static class TlsShutdownGuard
{
    private const string Reason = "TlsHandshakeFailureReason";

    public static string Hocon => $"akka.coordinated-shutdown.phases.{CoordinatedShutdown.PhaseBeforeServiceUnbind}.recover = off";

    public static void Install(ActorSystem system)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "not-for-a-failed-handshake", () =>
            shutdown.ShutdownReason?.GetType().Name == Reason
                ? Task.FromException<Done>(new InvalidOperationException("A peer without a good certificate is no reason to end."))
                : Task.FromResult(Done.Instance));
    }
}
