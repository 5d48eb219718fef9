using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ActorBench.Deploy.Tests;

/// <summary>The archives for this machine's kind, made by <c>./actorbench publish</c>.</summary>
internal sealed class Archives : IDisposable
{
    private Archives(string folder) => Folder = folder;

    public string Folder { get; }

    public static async Task<Archives> PublishAsync()
    {
        var archives = new Archives(Directory.CreateTempSubdirectory("actorbench-archives-").FullName);
        var start = new ProcessStartInfo(Path.Combine(Deployment.Root, "actorbench"), ["publish", archives.Folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ACTORBENCH_RIDS"] = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        using var publish = Process.Start(start)!;
        var (output, errors) = (publish.StandardOutput.ReadToEndAsync(), publish.StandardError.ReadToEndAsync());
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, await errors);
        Assert.Equal(2, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        return archives;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
