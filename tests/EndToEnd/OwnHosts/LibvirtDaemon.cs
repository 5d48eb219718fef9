using System.Diagnostics;

namespace ActorBench.EndToEnd.Tests.OwnHosts;

/// <summary>A libvirtd of the test's own in a network namespace, whose folders stand over the machine's in a mount namespace; ended with its domains.</summary>
internal sealed class LibvirtDaemon : IAsyncDisposable
{
    public const string Program = "/usr/sbin/libvirtd";

    // The QEMU driver wants its user before it reads its configuration, which here says root.
    private const string Script = """
        set -e
        for one in run/libvirt var/lib/libvirt var/log/libvirt var/cache/libvirt etc/libvirt; do mkdir -p "$1/$one" "/$one"; done
        { cat /etc/passwd; echo 'libvirt-qemu:x:64055:64055::/nonexistent:/usr/sbin/nologin'; } >"$1/passwd"
        { cat /etc/group; echo 'libvirt-qemu:x:64055:'; echo 'kvm:x:64056:'; } >"$1/group"
        printf '%s\n' 'user = "root"' 'group = "root"' 'security_driver = "none"' 'dynamic_ownership = 0' 'remember_owner = 0' 'cgroup_controllers = []' 'namespaces = []' 'stdio_handler = "file"' >"$1/etc/libvirt/qemu.conf"
        printf '%s\n' 'auth_unix_ro = "none"' 'auth_unix_rw = "none"' 'unix_sock_group = "root"' >"$1/etc/libvirt/libvirtd.conf"
        for one in run/libvirt var/lib/libvirt var/log/libvirt var/cache/libvirt etc/libvirt; do mount --bind "$1/$one" "/$one"; done
        mount --bind "$1/passwd" /etc/passwd
        mount --bind "$1/group" /etc/group
        exec /usr/sbin/libvirtd --pid-file "$1/pid"
        """;

    private readonly string _folder;
    private readonly Process _daemon;

    private LibvirtDaemon(string folder, Process daemon) => (_folder, _daemon) = (folder, daemon);

    public string Uri => $"qemu+unix:///system?socket={_folder}/run/libvirt/libvirt-sock";

    /// <param name="enter">Goes before a command to run it in the network namespace.</param>
    public static async Task<LibvirtDaemon> Start(string folder, IReadOnlyList<string> enter)
    {
        Directory.CreateDirectory(folder);
        string[] words = ["nsenter", .. enter, "unshare", "--mount", "--propagation", "private", "--", "sh", "-c", Script, "sh", folder];
        var errors = new List<string>();
        var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors) errors.Add(line.Data ?? "");
        };
        process.BeginErrorReadLine();
        var daemon = new LibvirtDaemon(folder, process);
        await Processes.Soon.Until(
            () =>
            {
                lock (errors) Assert.False(process.HasExited, string.Join('\n', errors));
                return daemon.Virsh("uri").Code == 0;
            },
            "libvirtd answers");
        return daemon;
    }

    public IReadOnlyList<string> Domains() => Virsh("list", "--all", "--name").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async ValueTask DisposeAsync()
    {
        if (!_daemon.HasExited)
        {
            foreach (var domain in Domains()) Virsh("destroy", domain);
            Signals.Send(_daemon.Id, Signals.Terminate);
            await _daemon.WaitForExitAsync();
        }

        _daemon.Dispose();
    }

    private (int Code, string Output) Virsh(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("virsh", ["-q", "-c", Uri, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
