using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace ActorBench.HostNode.Labs;

/// <summary>One lab's file in <see cref="Folder"/>: claims a management network, names the lab, and is locked while its owner lives.</summary>
/// <remarks>
/// The lock (flock) ends with its owner whatever that died of, so a pid used again neither protects nor condemns a lab.
/// The file stands before the first name that a lab makes and goes after the last, so no name is ever without its file.
/// </remarks>
internal sealed class LabClaim : IDisposable
{
    public const string Folder = "/run/actorbench";

    private static int _labsOfThisProcess;

    private readonly FileStream _file;

    private LabClaim(FileStream file, string prefix) => (_file, Prefix) = (file, prefix);

    /// <summary>ab + pid; further labs of one process get a letter and a number, and no name is given twice.</summary>
    public string Prefix { get; }

    /// <summary>The .0 of the claimed network.</summary>
    public IPAddress ManagementNetwork => IPAddress.Parse(Path.GetFileName(_file.Name));

    public static LabClaim Take()
    {
        Directory.CreateDirectory(Folder);
        var number = Interlocked.Increment(ref _labsOfThisProcess);
        var prefix = string.Create(CultureInfo.InvariantCulture, $"ab{Environment.ProcessId}{(number == 1 ? "" : $"x{number}")}");
        foreach (var network in ManagementNetworks.Free())
        {
            try
            {
                // A new file only: one that a sweeper has opened could vanish under us.
                var file = new FileStream(Path.Combine(Folder, $"{network}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
                file.Write(Encoding.ASCII.GetBytes($"{prefix}\n"));
                file.Flush();
                return new LabClaim(file, prefix);
            }
            catch (IOException)
            {
                // Another lab's, or a sweeper looked at it in the instant before our lock: the next network will do.
            }
        }

        throw new IOException($"No free management network is left in {ManagementNetworks.Pool}.0.0/16; `ip route` and {Folder} show who uses them.");
    }

    /// <summary>The claims of dead owners, each locked for the caller, so that two sweepers never meet.</summary>
    public static IEnumerable<LabClaim> OfTheDead()
    {
        if (!Directory.Exists(Folder)) yield break;
        foreach (var path in Directory.EnumerateFiles(Folder))
            if (TryTakeOver(path, out var claim))
                yield return claim;
    }

    /// <summary>Everything that the lab made is gone: so is its claim.</summary>
    public void Release() => Release(_file);

    /// <summary>While it is still locked: whoever comes next finds no file, or a locked one.</summary>
    public static void Release(FileStream file)
    {
        File.Delete(file.Name);
        file.Dispose();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The file that is open still is the one under this path.</summary>
    public static bool IsAt(FileStream file, string path) => new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget == path;

    private static bool TryTakeOver(string path, [NotNullWhen(true)] out LabClaim? claim)
    {
        claim = null;
        FileStream? file = null;
        try
        {
            if (!IPAddress.TryParse(Path.GetFileName(path), out _)) return false;
            file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            // Released between our opening and locking it? Then the path may be another lab's by now.
            if (!IsAt(file, path)) return false;
            using var reader = new StreamReader(file, Encoding.ASCII, leaveOpen: true);
            // Empty: the owner died before it could write, and so before it made anything.
            claim = new LabClaim(file, reader.ReadToEnd().Trim());
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Locked by its living owner or by another sweeper, gone, or not ours to read.
            return false;
        }
        finally
        {
            if (claim is null) file?.Dispose();
        }
    }
}
