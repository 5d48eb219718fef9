namespace ActorBench.Journal;

/// <summary>The right of one process to write a store. It ends with the process, whatever ended that.</summary>
/// <remarks>Coordinators that form a cluster share theirs: there each entity has one writer. Together they keep everybody else out.</remarks>
public abstract class StoreLock : IDisposable
{
    /// <summary>Ends when another process has got the store all the same, as it may after a restart of the database.</summary>
    public virtual Task<StoreHolder> Lost { get; } = new TaskCompletionSource<StoreHolder>().Task;

    /// <param name="purpose">Command line, shown to whoever is refused.</param>
    /// <param name="socketPath">Where this process answers commands; null for nowhere.</param>
    /// <exception cref="StoreHeldException">Another process has the store.</exception>
    /// <exception cref="StoreFaultException">The database can't be reached.</exception>
    public static StoreLock Acquire(StoreAddress store, string purpose, string? socketPath)
    {
        var me = new StoreHolder(Environment.ProcessId, Environment.MachineName, DateTimeOffset.UtcNow, purpose, socketPath);
        return store switch
        {
            StoreAddress.SqliteFile file => FileStoreLock.Acquire(file, me),
            StoreAddress.PostgresDatabase database => PostgresStoreLock.Acquire(database, me, group: null),
            _ => throw new ArgumentOutOfRangeException(nameof(store)),
        };
    }

    /// <summary>As <see cref="Acquire"/>, beside others that share; a file has one writer all the same.</summary>
    /// <param name="purpose">Name of this process, of at most 63 bytes, shown to whoever wants the store for itself.</param>
    /// <param name="group">What those that share have in common, such as the list of their seed nodes: those with another one are kept out. Empty for whoever gets on with all.</param>
    public static StoreLock Share(StoreAddress store, string purpose, string group = "") => store is StoreAddress.PostgresDatabase database
        ? PostgresStoreLock.Acquire(database, new StoreHolder(Environment.ProcessId, Environment.MachineName, DateTimeOffset.UtcNow, purpose, null), group)
        : Acquire(store, purpose, socketPath: null);

    /// <summary>Who holds the store at this moment; null for nobody.</summary>
    public static StoreHolder? Holder(StoreAddress store) => store switch
    {
        StoreAddress.SqliteFile file => FileStoreLock.HolderOf(file),
        StoreAddress.PostgresDatabase database => PostgresStoreLock.HolderOf(database),
        _ => throw new ArgumentOutOfRangeException(nameof(store)),
    };

    public abstract void Dispose();
}
