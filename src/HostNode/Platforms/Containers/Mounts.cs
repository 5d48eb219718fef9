using System.Text.RegularExpressions;

namespace ActorBench.HostNode.Platforms.Containers;

/// <summary>What is mounted in this process's mount namespace.</summary>
internal static partial class Mounts
{
    /// <returns>Mount points inside a folder, the outer before the inner.</returns>
    public static IReadOnlyList<string> Under(string folder) =>
    [
        .. File.ReadLines("/proc/self/mountinfo")
            .Select(line => Octal().Replace(line.Split(' ')[4], match => $"{(char)Convert.ToInt32(match.Groups[1].Value, 8)}"))
            .Where(point => point.StartsWith(folder + "/", StringComparison.Ordinal)),
    ];

    // A space in a name is \040.
    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
