using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ActorBench.HostNode.Images;

/// <summary>The guest node's files in a folder: which they are, and which build.</summary>
internal static class GuestNodeFiles
{
    public const string Program = "ActorBench.GuestNode";

    /// <summary>Changes whenever an image made before would not do any more.</summary>
    private const string Format = "2";

    // The runtime's parts for debuggers and dumps, and a collector that nobody asks for.
    private static readonly string[] Needless =
        ["createdump", "libmscordbi.so", "libmscordaccore.so", "libclrgc.so", "libclrgcexp.so", "libcoreclrtraceptprovider.so"];

    private static readonly string[] Own = ["ActorBench.Messages", "ActorBench.Measurement", "ActorBench.Agents", Program];

    /// <summary>Equal for folders of equal builds, whether compiled ahead or not.</summary>
    /// <returns>Null where the guest node is not in the folder.</returns>
    public static string? Key(string folder)
    {
        if (Own.Any(name => !File.Exists(Path.Combine(folder, $"{name}.dll")))) return null;
        var builds = Own.Select(name => $"{ModuleVersion(Path.Combine(folder, $"{name}.dll")):N}");
        return Hash([Format, GuestInitrd.InitScript(), .. builds]);
    }

    /// <returns>The folder holds its own runtime.</returns>
    public static bool StandsAlone(string folder) =>
        File.Exists(Path.Combine(folder, "libcoreclr.so")) && File.Exists(Path.Combine(folder, Program)) && File.Exists(Path.Combine(folder, $"{Program}.deps.json"));

    /// <summary>Of a folder that stands alone, which may hold other programs too.</summary>
    public static IEnumerable<string> Names(string folder)
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, $"{Program}.deps.json")));
        var assets =
            from target in dependencies.RootElement.GetProperty("targets").EnumerateObject()
            from library in target.Value.EnumerateObject()
            from kind in (string[])["runtime", "native"]
            where library.Value.TryGetProperty(kind, out _)
            from asset in library.Value.GetProperty(kind).EnumerateObject()
            select Path.GetFileName(asset.Name);
        string[] all = [.. assets, Program, $"{Program}.deps.json", $"{Program}.runtimeconfig.json"];
        return all.Distinct().Where(name => !Needless.Contains(name) && File.Exists(Path.Combine(folder, name)));
    }

    public static string Hash(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..16];

    public static Guid ModuleVersion(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
