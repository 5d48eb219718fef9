using ActorBench.Journal;
using Akka.Event;
using Akka.Pattern;
using Akka.Persistence;

namespace ActorBench.Coordinator.Persistence;

/// <summary>Whether this node's store serves, as its entities have found out. Each change is one line in the log, however many entities meet it.</summary>
public sealed class StoreHealth(StoreAddress store)
{
    private static readonly StoreFault Silent = new(StoreFaultKind.StoreUnreachable, "cannot be reached: it does not answer");

    private readonly Lock _one = new();
    private StoreFault? _fault;
    private bool _foundByReading;

    /// <summary>Null while it serves.</summary>
    public StoreFault? Fault
    {
        get
        {
            lock (_one) return _fault;
        }
    }

    /// <summary>An entity could not read or write, and stops. It comes back with the next message to it.</summary>
    /// <param name="reading">It only read.</param>
    public void Failed(string persistenceId, Exception cause, ILoggingAdapter log, bool reading = false)
    {
        if (StoreFault.IsSecondWriter(cause))
            log.Warning("Another coordinator writes {0}; this one has stopped writing it.", persistenceId);
        else if (FaultOf(cause) is { } fault)
            Say(fault, reading, log);
        else
            log.Error(cause, "{0} can't be kept in the store and stops.", persistenceId);
    }

    /// <summary>Something is read. A fault that a write has found stays: what is on a full disk can be read.</summary>
    public void Read(ILoggingAdapter log)
    {
        lock (_one)
        {
            if (_fault is null || !_foundByReading) return;
            _fault = null;
        }

        log.Warning("The store {0} can be read again; its campaigns go on.", store);
    }

    /// <summary>Something is written.</summary>
    public void Wrote(ILoggingAdapter log)
    {
        lock (_one)
        {
            if (_fault is null) return;
            _fault = null;
        }

        log.Warning("The store {0} can be written again; its campaigns go on.", store);
    }

    private static StoreFault? FaultOf(Exception cause) =>
        StoreFault.Of(cause) ?? (cause is OpenCircuitException or RecoveryTimedOutException ? Silent : null);

    private void Say(StoreFault fault, bool reading, ILoggingAdapter log)
    {
        lock (_one)
        {
            _foundByReading = reading && (_fault is null || _foundByReading);
            // One trouble shows in many words: the first ones stay while its kind does.
            if (_fault?.Kind == fault.Kind || (_fault is not null && ReferenceEquals(fault, Silent))) return;
            _fault = fault;
        }

        log.Error("The store {0} {1}. Its campaigns are paused, {2}, and go on by themselves when it can be written again; nothing that was stored is lost.", store, fault.What, fault.Kind);
    }
}
