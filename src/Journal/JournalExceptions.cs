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

/// <summary>The store as a whole cannot be used. The message is a sentence for the user.</summary>
public abstract class StoreException(string message, Exception? inner = null) : Exception(message, inner);

public sealed class StoreMissingException(string path)
    : StoreException($"There is no store at {path}.")
{
    public string Path { get; } = path;
}

public sealed class StoreCorruptException(string path, string why, Exception? inner = null)
    : StoreException($"The store {path} cannot be read: {why}.", inner);

/// <summary>Another program keeps the store busy for longer than a reader waits.</summary>
public sealed class StoreBusyException(string path, Exception inner)
    : StoreException($"The store {path} is busy: another program keeps it locked. Try again.", inner);

/// <summary>Another process has the store; nothing was changed.</summary>
public sealed class StoreHeldException(string path, StoreHolder holder)
    : StoreException($"The store {path} is in use by {holder}.")
{
    public string Path { get; } = path;

    public StoreHolder Holder { get; } = holder;
}
