using System.Diagnostics;

namespace ActorBench.HostNode.Images;

/// <summary>Where what is costly to make is kept between runs: <c>ACTORBENCH_CACHE</c>, else <c>XDG_CACHE_HOME/actorbench</c>, else <c>~/.cache/actorbench</c>.</summary>
/// <remarks>
/// A folder in it is named by what it is made from. It is made beside its place and renamed when it is whole, under the one lock of the cache,
/// which ends with its holder: so whatever a dead holder left half-made belongs to nobody.
/// </remarks>
public sealed class CacheFolder(string path)
{
    public const string Variable = "ACTORBENCH_CACHE";

    private const string HalfMade = ".part";
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    public string Path => path;

    public static CacheFolder Standard { get; } = new(Choose(Environment.GetEnvironmentVariable));

    internal static string Choose(Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } own) return System.IO.Path.GetFullPath(own);
        var caches = variable("XDG_CACHE_HOME") is { Length: > 0 } xdg && System.IO.Path.IsPathRooted(xdg)
            ? xdg
            : System.IO.Path.Combine(variable("HOME") is { Length: > 0 } home ? home : "/root", ".cache");
        return System.IO.Path.Combine(caches, "actorbench");
    }

    public string Place(string kind, string key) => System.IO.Path.Combine(path, kind, key);

    /// <summary>Holds the cache for one maker, and removes what a dead one left half-made.</summary>
    /// <param name="waiting">Called once when another process holds it.</param>
    public async Task<IDisposable> Take(Action waiting, CancellationToken ct)
    {
        Directory.CreateDirectory(path);
        var clock = Stopwatch.StartNew();
        for (var told = false; ; told = true)
        {
            try
            {
                var held = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                foreach (var kind in Directory.EnumerateDirectories(path))
                    foreach (var left in Directory.EnumerateDirectories(kind, $"*{HalfMade}"))
                        Directory.Delete(left, recursive: true);
                return held;
            }
            catch (IOException) when (File.Exists(System.IO.Path.Combine(path, "lock")) && clock.Elapsed < LongestTurn)
            {
                if (!told) waiting();
                await Task.Delay(LookEvery, ct);
            }
        }
    }

    /// <summary>Called by the holder of the cache only.</summary>
    /// <param name="fill">Gets the folder to fill; when it throws, nothing stays.</param>
    /// <returns>The whole folder.</returns>
    internal async Task<string> Make(string kind, string key, Func<string, Task> fill)
    {
        var place = Place(kind, key);
        if (Directory.Exists(place)) return place;
        var beside = place + HalfMade;
        Directory.CreateDirectory(beside);
        try
        {
            await fill(beside);
            Directory.Move(beside, place);
            return place;
        }
        catch
        {
            Directory.Delete(beside, recursive: true);
            throw;
        }
    }
}
