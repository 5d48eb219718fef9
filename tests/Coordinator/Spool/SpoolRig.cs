using System.Diagnostics;
using ActorBench.Agents.Spool;
using ActorBench.Coordinator.Tests.Wire;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Coordinator.Tests.Spool;

/// <summary>A folder with a spool in it, and results to put there.</summary>
internal sealed class SpoolRig : IDisposable
{
    private readonly bool _mounted;

    /// <param name="size">Of a file system of its own, as tmpfs takes it; null for a folder of the machine's.</param>
    public SpoolRig(string? size = null)
    {
        Folder = Directory.CreateTempSubdirectory("actorbench-spool-").FullName;
        if (size is null) return;
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting a small file system takes root.");
        var complaint = Run("mount", "-t", "tmpfs", "-o", $"size={size}", "none", Folder);
        if (complaint.Length > 0) Directory.Delete(Folder);
        Assert.SkipWhen(complaint.Length > 0, $"No small file system can be mounted here: {complaint}");
        _mounted = true;
    }

    public string Folder { get; }

    public string File => Path.Combine(Folder, "native.spool");

    public static EndpointReplies.IEndpointReply Result(int trial) => trial % 2 == 0
        ? new EndpointReplies.ResponderDone(Key(trial), (ResponderReport)Samples.Of(typeof(ResponderReport), trial), null)
        : new EndpointReplies.InitiatorDone(Key(trial), (InitiatorReport)Samples.Of(typeof(InitiatorReport), trial), null);

    public static AttemptKey Key(int trial) => new(new CampaignId("spooled-000000-1"), new PairId("h1", "h2"), trial, 1, 7);

    public SpoolFile Open(long bound = SpoolFile.StandardBound) => SpoolFile.Open(File, bound);

    /// <summary>A spool with these results, closed again.</summary>
    public void Write(params int[] trials)
    {
        using var spool = Open();
        foreach (var trial in trials) spool.Append(Result(trial));
    }

    /// <summary>Takes all the room that is left, to the last byte.</summary>
    public string Fill()
    {
        var path = Path.Combine(Folder, "filler");
        using var filler = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var bytes in (int[])[4096, 1])
        {
            try
            {
                while (true) filler.Write(new byte[bytes]);
            }
            catch (IOException)
            {
                // Full, which was wanted.
            }
        }

        return path;
    }

    public void Dispose()
    {
        if (_mounted) Run("umount", Folder);
        Directory.Delete(Folder, recursive: true);
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var complaint = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"exit {process.ExitCode}: {complaint}";
    }
}
