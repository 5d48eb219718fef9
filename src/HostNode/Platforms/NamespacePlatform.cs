namespace ActorBench.HostNode.Platforms;

/// <summary>Guests that stand in a network namespace of this host's: the platforms differ in how it is wired, and in what else holds the program.</summary>
internal abstract class NamespacePlatform(string platform, int number, Wiring wiring) : IPlatformDriver
{
    public string Platform => platform;

    public int Number => number;

    public TimeSpan StartBound { get; } = TimeSpan.FromSeconds(20);

    protected Wiring Wiring => wiring;

    public abstract Task<string?> Probe(CancellationToken ct);

    public async Task<IGuest> Start(GuestOrder order, CancellationToken ct)
    {
        var place = new GuestPlace(platform, number, wiring, order.Network);
        await Remove(place);
        try
        {
            await place.Create(ct);
            return await Run(place, order, ct);
        }
        catch
        {
            await Remove(place);
            throw;
        }
    }

    // Names and processes are the lab's to remove; links and routes go with their namespaces.
    public virtual Task CleanUp(string prefix, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Starts the program in a place that is ready.</summary>
    private protected abstract Task<IGuest> Run(GuestPlace place, GuestOrder order, CancellationToken ct);

    /// <summary>Undoes <see cref="Start"/>, whatever part of it was done.</summary>
    private protected virtual Task Remove(GuestPlace place) => place.Remove();
}
