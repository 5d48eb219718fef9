namespace ActorBench.HostNode.Platforms.Containers;

/// <summary>LXC by a file of configuration alone: without templates, without its own bridge.</summary>
internal sealed class LxcPlatform() : ContainerPlatform("lxc", 7)
{
    private const string Locks = "/run/lxc/lock";

    private static readonly string[] Useless =
    [
        "Additional information can be obtained", "The container failed to start", "Failed to spawn container", "An error occurred in another process",
    ];

    protected override (string Program, string Package) Needs => ("lxc-start", "lxc");

    private protected override IReadOnlyList<string> Prepare(ContainerOrder order)
    {
        var name = order.Folder.Name;
        var box = Directory.CreateDirectory($"{Home(order.Folder)}/{name}");
        File.WriteAllLines($"{box.FullName}/config",
        [
            $"lxc.uts.name = {name}",
            $"lxc.rootfs.path = dir:{order.Folder.Root}",
            $"lxc.namespace.share.net = {order.NetworkNamespace}",
            "lxc.mount.auto = proc:mixed sys:ro",
            .. order.Binds.Select(bind => $"lxc.mount.entry = {Escaped(bind)} {Escaped(bind[1..])} none rbind,ro 0 0"),
            "lxc.apparmor.profile = unconfined",
            "lxc.tty.max = 0",
            "lxc.console.path = none",
            $"lxc.cgroup.dir.monitor = {name}/monitor",
            $"lxc.cgroup.dir.container = {name}/guest",
            // Outside, since a group can't be removed from inside.
            $"lxc.cgroup.dir.monitor.pivot = {name}-pivot",
            $"lxc.prlimit.nofile = {OpenFiles.Most}",
            .. order.Variables.Select(variable => $"lxc.environment = {variable}"),
        ]);
        return
        [
            Tool.Find("lxc-start") ?? "lxc-start", "-P", Home(order.Folder), "-n", name, "-F", "-l", "ERROR", "-o", "/dev/stderr", "--", .. order.Command,
        ];
    }

    private protected override IReadOnlyList<string> PauseCommand(GuestFolder folder, bool resume) =>
        [resume ? "lxc-unfreeze" : "lxc-freeze", "-P", Home(folder), "-n", folder.Name];

    // What it says last, whatever was wrong; the reason stands before.
    private protected override bool IsNoise(string line) => Useless.Any(text => line.Contains(text, StringComparison.Ordinal));

    private protected override void RemoveTraces(GuestFolder folder)
    {
        if (Directory.Exists(Locks + folder.Path)) Directory.Delete(Locks + folder.Path, recursive: true);
    }

    private static string Home(GuestFolder folder) => $"{folder.Path}/lxc";

    // As in fstab.
    private static string Escaped(string path) => path.Replace("\\", "\\134", StringComparison.Ordinal).Replace(" ", "\\040", StringComparison.Ordinal);
}
