namespace ActorBench.Journal;

/// <summary>The folder that a store lies in, with its lock, its socket and its log.</summary>
public static class StoreFolder
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes it for its owner alone (mode 0700) where it is missing; one that is there stays as it is.</summary>
    public static void Make(string storePath)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(storePath)) is not { } folder || Directory.Exists(folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnersOnly);
    }
}
