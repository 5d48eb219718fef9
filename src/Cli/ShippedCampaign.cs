namespace ActorBench.Cli;

/// <summary>The campaign files that come with the program.</summary>
internal static class ShippedCampaign
{
    public const string Quick = "campaigns/quick.yaml";
    public const string Paper2007 = "campaigns/paper-2007.yaml";

    /// <summary>Under the current folder, else where the program's own checkout keeps it.</summary>
    public static string Find(string file)
    {
        var home = Environment.GetEnvironmentVariable("ACTORBENCH_HOME");
        return File.Exists(file) || home is null ? file : Path.Combine(home, file);
    }
}
