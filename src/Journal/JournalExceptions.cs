namespace ActorBench.Journal;

/// <summary>The journal holds an event that this build has no name for.</summary>
public sealed class UnknownManifestException(string manifest)
    : Exception($"The journal holds an event '{manifest}' that this build does not know: the journal is newer than this build.")
{
    public string Manifest { get; } = manifest;
}

/// <summary>The bytes of a stored event do not read as its manifest says.</summary>
public sealed class CorruptEventException(string manifest, string why, Exception? inner)
    : Exception($"A stored event '{manifest}' cannot be read: {why}", inner)
{
    public string Manifest { get; } = manifest;
}

/// <summary>A store's address, or how its password is given, is wrong.</summary>
public sealed class StoreAddressException(string sentence) : Exception(sentence);

/// <summary>The store as a whole cannot be used. The message is a sentence for the user.</summary>
public abstract class StoreException(string message, Exception? inner = null) : Exception(message, inner);

public sealed class StoreMissingException(StoreAddress store)
    : StoreException($"There is no store at {store}.")
{
    public StoreAddress Store { get; } = store;
}

public sealed class StoreCorruptException(StoreAddress store, string why, Exception? inner = null)
    : StoreException($"The store {store} cannot be read: {why}.", inner);

/// <summary>Another program keeps the store busy for longer than a reader waits.</summary>
public sealed class StoreBusyException(StoreAddress store, Exception inner)
    : StoreException($"The store {store} is busy: another program keeps it locked. Try again.", inner);

/// <summary>The store is there, or should be, and does not serve: its database is down, its disk is full, it may not be written.</summary>
public sealed class StoreFaultException(StoreAddress store, StoreFault fault, Exception inner)
    : StoreException($"The store {store} {fault.What}.", inner)
{
    public StoreFault Fault { get; } = fault;
}

/// <summary>Another process has the store; nothing was changed.</summary>
public sealed class StoreHeldException(StoreAddress store, StoreHolder holder)
    : StoreException($"The store {store} is in use by {holder}.")
{
    public StoreAddress Store { get; } = store;

    public StoreHolder Holder { get; } = holder;
}
