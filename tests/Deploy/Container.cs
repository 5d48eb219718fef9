using System.Diagnostics;
using ActorBench.Tests;
using k8s.Models;

namespace ActorBench.Deploy.Tests;

/// <summary>A container of a manifest, run as the kubelet would: its image's files, its user, no capabilities, a read-only root, its mounts, arguments and variables.</summary>
internal sealed class Container : IAsyncDisposable
{
    /// <summary>Lays the base image and the mounts under the image's root, closes it for writing, and becomes the program.</summary>
    private const string Script = """
        set -eu
        root=$1 uid=$2 gid=$3; shift 3
        chmod 755 "$root"
        mount --make-rprivate /
        mount --bind "$root" "$root"
        for folder in usr lib lib64 bin sbin; do
          if [ -L "/$folder" ]; then cp -a "/$folder" "$root/$folder"; elif [ -d "/$folder" ]; then mkdir -p "$root/$folder"; mount --rbind -o ro "/$folder" "$root/$folder"; fi
        done
        for folder in proc sys dev; do mkdir -p "$root/$folder"; mount --rbind "/$folder" "$root/$folder"; done
        while [ "$1" != -- ]; do
          mkdir -p "$root$1"
          if [ -n "$2" ]; then mount --bind -o ro "$2" "$root$1"; mount -o remount,bind,ro "$root$1"; else mount -t tmpfs -o "mode=0770,uid=$uid,gid=$gid" tmpfs "$root$1"; fi
          shift 2
        done
        shift
        mount -o remount,bind,ro "$root"
        exec chroot "$root" /usr/bin/setpriv --reuid "$uid" --regid "$gid" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all -- /usr/bin/env -i "$@"
        """;

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Container(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where .NET is that runs this test: <c>shared/Microsoft.NETCore.App/10.0.0</c> lies below it.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    public static void SkipWhereNoneRuns()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Becoming another user in a mount namespace takes root.");
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv") && File.Exists("/usr/bin/unshare"), "util-linux is not installed.");
    }

    public bool HasEnded => _process.HasExited;

    /// <param name="fields">What the API server would put for each <c>fieldPath</c>.</param>
    /// <param name="files">Folders in place of secrets, by the volume's name; every other volume is empty.</param>
    /// <param name="hosts">Lines of <c>/etc/hosts</c>, in place of the cluster's name server.</param>
    /// <param name="network">Whose network it is in; null for this machine's.</param>
    public static Container Start(
        Image image, Workload workload, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, string> files, string hosts, Machine? network = null)
    {
        Directory.CreateDirectory(Path.Combine(image.Root, "etc"));
        File.WriteAllText(Path.Combine(image.Root, "etc", "hosts"), hosts);
        File.WriteAllText(Path.Combine(image.Root, "etc", "nsswitch.conf"), "hosts: files\n");
        var environment = Variables(image, workload.Container, fields);
        string Filled(string text) => environment.Aggregate(text, (filled, variable) => filled.Replace($"$({variable.Key})", variable.Value, StringComparison.Ordinal));
        var pod = workload.Pod.SecurityContext;
        var start = new ProcessStartInfo(network is null ? "unshare" : "nsenter")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        string[] arguments =
        [
            .. network is null ? (string[])[] : [$"--net=/proc/{network.Pid}/ns/net", "unshare"],
            "--mount", "bash", "-c", Script, "container", image.Root, $"{pod.RunAsUser ?? image.User}", $"{pod.RunAsGroup ?? image.Group}",
            .. workload.Container.VolumeMounts.SelectMany(m => new[] { m.MountPath, files.GetValueOrDefault(m.Name, "") }), "--",
            .. environment.Select(v => $"{v.Key}={v.Value}"),
            .. image.Entrypoint, .. (workload.Container.Args ?? []).Select(Filled),
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return new Container(Process.Start(start)!);
    }

    /// <summary>What the pod's owner does: SIGTERM, and after the grace period SIGKILL, which is a failure here.</summary>
    /// <returns>Exit code and what it had said on standard error.</returns>
    public async Task<(int Code, string Errors)> StopAsync(TimeSpan grace)
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        using var bound = new CancellationTokenSource(grace);
        await _process.WaitForExitAsync(bound.Token);
        return (_process.ExitCode, await _errors);
    }

    /// <summary>What it said, once it has ended by itself.</summary>
    public async Task<string> ErrorsAsync()
    {
        await _process.WaitForExitAsync();
        return $"exit {_process.ExitCode}: {await _errors}";
    }

    /// <summary>One line of <c>/proc/PID/status</c>.</summary>
    public string Status(string key) => File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(key + ":", StringComparison.Ordinal)).Split(':')[1].Trim();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Dictionary<string, string> Variables(Image image, V1Container container, IReadOnlyDictionary<string, string> fields)
    {
        var variables = new Dictionary<string, string>(image.Environment)
        {
            ["PATH"] = "/usr/bin:/bin",
            // The base image here is this machine's /usr, and the context a build that needs its .NET.
            ["DOTNET_ROOT"] = DotnetRoot,
        };
        foreach (var variable in container.Env ?? [])
        {
            var value = variable.Value ?? fields[variable.ValueFrom.FieldRef.FieldPath];
            variables[variable.Name] = variables.Aggregate(value, (filled, known) => filled.Replace($"$({known.Key})", known.Value, StringComparison.Ordinal));
        }

        return variables;
    }
}
