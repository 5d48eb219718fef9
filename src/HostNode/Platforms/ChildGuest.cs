namespace ActorBench.HostNode.Platforms;

/// <summary>A guest whose program is our child and ends with its input: in a <see cref="GuestPlace"/>, or in a container that its tool keeps.</summary>
/// <remarks>Of bare guests each process could be stopped by itself only, and the others would see it; what OpenVZ calls suspending writes a container to disk.</remarks>
/// <param name="remove">Removes the place, and all else that was made for the guest.</param>
internal sealed class ChildGuest(
    string platform, GuestAddresses addresses, IReadOnlyDictionary<string, string> facts, ChildProcess program, Func<Task> remove) : Guest(platform, addresses, facts)
{
    // An agent that was told to end has nothing to do but close its sockets.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public override Task<int> Exited => program.Exited;

    protected override async Task StopOnce()
    {
        await program.Stop(Grace);
        await program.DisposeAsync();
        await remove();
    }
}
