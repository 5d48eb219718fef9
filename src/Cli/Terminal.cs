namespace ActorBench.Cli;

/// <summary>What standard output can show.</summary>
internal static class Terminal
{
    /// <summary>The locale is named and is none of Unicode: <c>C</c>, <c>POSIX</c>, an old code page.</summary>
    public static bool IsAscii => Locale() is { } locale && !locale.Replace("-", "", StringComparison.Ordinal).Contains("utf8", StringComparison.OrdinalIgnoreCase);

    /// <summary>A terminal, and nobody has asked for plain text.</summary>
    public static bool HasColour =>
        // https://no-color.org: any value that is not empty.
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    /// <summary>The first that is set decides, as in the C library.</summary>
    private static string? Locale() => ((string[])["LC_ALL", "LC_CTYPE", "LANG"])
        .Select(Environment.GetEnvironmentVariable)
        .FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
