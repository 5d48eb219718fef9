namespace ActorBench.HostNode.Platforms;

/// <summary>How a guest's data link is made, whatever its program is put into.</summary>
/// <remarks>
/// Nothing flushes neighbours before a guest starts. Every address of a lab keeps the MAC that answers for it: guests have
/// fixed MACs, and a routed guest is always answered for by its host's bridge, whose MAC is fixed too.
/// </remarks>
internal abstract class Wiring
{
    public abstract string Name { get; }

    /// <summary>The link's name inside the guest.</summary>
    public abstract string Device { get; }

    /// <summary>Commands that a kernel must be able to carry out, in a namespace that ends with them.</summary>
    public abstract IReadOnlyList<string> ProbeLines { get; }

    /// <summary>Commands in the host's namespace that make the link and lead the guest's address to it.</summary>
    public abstract IReadOnlyList<string> HostLines(GuestPlace place);

    /// <summary>Commands in the guest's namespace.</summary>
    public abstract IReadOnlyList<string> GuestLines(GuestPlace place);

    /// <summary>Commands in the host's namespace that undo <see cref="HostLines"/>; any of it may be missing.</summary>
    public virtual IReadOnlyList<string> UndoLines(GuestPlace place) => [$"link del {place.HostDevice}"];
}
