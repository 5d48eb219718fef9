namespace ActorBench.Messages.Agents;

/// <summary>Names of facts about how a guest was made that others than its driver must know.</summary>
public static class GuestFactNames
{
    /// <summary>"true" where no processor runs the machine's instructions itself.</summary>
    public const string Emulated = "guest.emulated";
}
