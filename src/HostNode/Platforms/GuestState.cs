namespace ActorBench.HostNode.Platforms;

/// <summary>What every tool's words for a guest's state come down to.</summary>
internal enum GuestState
{
    Absent,
    Stopped,
    Running,
    Paused,
}

internal static class GuestStates
{
    /// <exception cref="ToolException">A word that nobody has told us of: what it means is no guess of ours.</exception>
    public static GuestState Of(string tool, string word, IReadOnlyDictionary<string, GuestState> words) => words.TryGetValue(word, out var state)
        ? state
        : throw new ToolException($"{tool} says '{word}' of a guest's state, which ActorBench does not know.", null);
}
