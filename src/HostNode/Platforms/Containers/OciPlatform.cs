using System.Text.Json;

namespace ActorBench.HostNode.Platforms.Containers;

/// <summary>Containers of a runtime that takes a bundle of the Open Container Initiative, without any engine around it.</summary>
internal abstract class OciPlatform(string platform, int number) : ContainerPlatform(platform, number)
{
    // What engines give by default and an endpoint may need; above all no right over the machine's network or time.
    private static readonly string[] Capabilities =
        ["CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_KILL", "CAP_NET_BIND_SERVICE", "CAP_NET_RAW", "CAP_SETGID", "CAP_SETUID"];

    protected override (string Program, string Package) Needs => (Platform, Platform);

    /// <summary>Words before the runtime's own, where it needs another view of the machine.</summary>
    protected virtual IReadOnlyList<string> Before => [];

    private protected override IReadOnlyList<string> Prepare(ContainerOrder order)
    {
        File.WriteAllBytes($"{order.Folder.Path}/config.json", Bundle(order));
        return [.. Runtime(order.Folder), "run", "--bundle", order.Folder.Path, order.Folder.Name];
    }

    private protected override IReadOnlyList<string> PauseCommand(GuestFolder folder, bool resume) => [.. Runtime(folder), resume ? "resume" : "pause", folder.Name];

    private string[] Runtime(GuestFolder folder) => [.. Before, Tool.Find(Platform) ?? Platform, "--root", $"{folder.Path}/state"];

    private static byte[] Bundle(ContainerOrder order)
    {
        var open = OpenFiles.Most;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            ociVersion = "1.0.2",
            hostname = order.Folder.Name,
            root = new { path = order.Folder.Root, @readonly = false },
            process = new
            {
                terminal = false,
                user = new { uid = 0, gid = 0 },
                cwd = "/",
                args = order.Command,
                env = order.Variables,
                noNewPrivileges = true,
                capabilities = new { bounding = Capabilities, effective = Capabilities, permitted = Capabilities },
                rlimits = (object[])[new { type = "RLIMIT_NOFILE", hard = open, soft = open }],
            },
            mounts = (object[])
            [
                Mount("/proc", "proc", "proc"),
                Mount("/dev", "tmpfs", "tmpfs", "nosuid", "mode=755", "size=64k"),
                Mount("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro"),
                .. order.Binds.Select(bind => Mount(bind, "bind", bind, "rbind", "ro")),
            ],
            linux = new
            {
                cgroupsPath = $"/{order.Folder.Name}",
                namespaces = (object[])
                [
                    new { type = "network", path = order.NetworkNamespace },
                    .. ((string[])["pid", "ipc", "uts", "mount"]).Select(type => new { type }),
                ],
            },
        });
    }

    private static object Mount(string destination, string type, string source, params string[] options) => new { destination, type, source, options };
}
