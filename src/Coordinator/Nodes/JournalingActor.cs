using Akka.Actor;
using Akka.Persistence;

namespace ActorBench.Coordinator.Nodes;

/// <summary>Persists what a machine decided and sends what follows from it, in this order and never the other way round.</summary>
/// <param name="kind">First word of the failpoints that are hit.</param>
public abstract class JournalingActor(EntityServices services, string kind, TimeSpan tickEvery, object tick) : ReceivePersistentActor, IWithTimers
{
    public ITimerScheduler Timers { get; set; } = null!;

    protected EntityServices Services => services;

    /// <summary>A label.</summary>
    protected DateTimeOffset Now => services.Time.GetUtcNow();

    /// <summary>For durations: it goes on evenly whatever happens to the machine's wall clock.</summary>
    protected DateTimeOffset Steady => services.Steady.Now;

    protected override void PreStart()
    {
        base.PreStart();
        Timers.StartPeriodicTimer("tick", tick, tickEvery);
    }

    protected override void PostStop()
    {
        services.Telemetry.Gone(PersistenceId);
        base.PostStop();
    }

    /// <summary>It stops after that, for memory and journal differ now; what it was told and did not acknowledge is told again.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => services.Health.Failed(PersistenceId, cause, Log);

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => services.Health.Failed(PersistenceId, reason, Log, reading: true);

    protected override void OnReplaySuccess()
    {
        services.Health.Read(Log);
        base.OnReplaySuccess();
    }

    /// <summary>An event that could not be written was applied already, so nothing of this incarnation may go on.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        throw new InvalidOperationException($"The journal rejected {@event.GetType().Name} {sequenceNr} of {PersistenceId}.", cause);
    }

    /// <param name="recorded">Called for each event once it is in the journal, while <c>LastSequenceNr</c> is its number.</param>
    protected void PersistThenSend<T>(IReadOnlyList<T> events, Action send, Action<T>? recorded = null)
    {
        var left = events.Count;
        if (left == 0)
        {
            send();
            return;
        }

        services.Failpoints.Hit($"{kind}.before-persist");
        var asked = services.Time.GetTimestamp();
        PersistAll(events, happened =>
        {
            services.Health.Wrote(Log);
            services.Telemetry.Stored(happened!);
            recorded?.Invoke(happened);
            if (--left > 0) return;
            services.Telemetry.Wrote(kind, services.Time.GetElapsedTime(asked));
            services.Failpoints.Hit($"{kind}.after-persist");
            send();
        });
    }

    protected void Send(ICanTell target, object message)
    {
        services.Failpoints.Hit($"{kind}.before-send");
        target.Tell(message, ActorRefs.NoSender);
        services.Failpoints.Hit($"{kind}.after-send");
    }
}
