namespace ActorBench.Measurement;

/// <summary>What identifies the machine that a process measures on.</summary>
public static class MachineFacts
{
    /// <summary>One value per boot of a kernel, the same in all its namespaces; <c>unknown</c> where the kernel gives none.</summary>
    public static string BootId { get; } = Read("/proc/sys/kernel/random/boot_id");

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }
}
