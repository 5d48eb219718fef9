namespace ActorBench.HostNode.Platforms.Containers;

/// <summary>Podman with a store of each guest's own: nothing of the machine's is seen or changed, and no image is needed.</summary>
internal sealed class PodmanPlatform() : ContainerPlatform("podman", 6)
{
    protected override (string Program, string Package) Needs => ("podman", "podman");

    protected override string? WhyNot() =>
        Tool.Find("runc") is null ? "Podman runs its containers by runc here, and this machine has none: install the package runc." : null;

    private protected override IReadOnlyList<string> Prepare(ContainerOrder order)
    {
        File.WriteAllText($"{order.Folder.Path}/containers.conf", $"""
            [engine]
            runtime = "runc"
            cgroup_manager = "cgroupfs"
            events_logger = "none"
            # Locks in shared memory are the machine's, and those of a store that was removed would be taken for ever.
            lock_type = "file"
            """);
        var open = OpenFiles.Most;
        return
        [
            .. Podman(order.Folder), "run", "--interactive", "--name", order.Folder.Name, "--pull", "never", "--log-driver", "none",
            "--network", $"ns:{order.NetworkNamespace}", "--cgroup-parent", $"/{order.Folder.Name}",
            // Podman's own exceed what a root of few rights may set.
            "--ulimit", $"nofile={open}:{open}", "--ulimit", "nproc=32768:32768",
            .. order.Variables.SelectMany(variable => (string[])["--env", variable]),
            .. order.Binds.SelectMany(bind => (string[])["--volume", $"{bind}:{bind}:ro"]),
            "--rootfs", order.Folder.Root, .. order.Command,
        ];
    }

    private protected override IReadOnlyList<string> PauseCommand(GuestFolder folder, bool resume) =>
        [.. Podman(folder), resume ? "unpause" : "pause", folder.Name];

    // Of its environment Podman hands on only this to the monitor that it leaves beside a container.
    private protected override IEnumerable<string> Marks(GuestFolder folder) => [.. base.Marks(folder), Configuration(folder)];

    private static string Configuration(GuestFolder folder) => $"CONTAINERS_CONF={folder.Path}/containers.conf";

    private static string[] Podman(GuestFolder folder) =>
    [
        Tool.Find("env") ?? "env", Configuration(folder), Tool.Find("podman") ?? "podman",
        "--root", $"{folder.Path}/store", "--runroot", $"{folder.Path}/run", "--tmpdir", $"{folder.Path}/tmp", "--storage-driver", "vfs",
        "--runtime-flag", $"root={folder.Path}/runtime", "--network-config-dir", $"{folder.Path}/networks",
    ];
}
