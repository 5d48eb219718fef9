namespace ActorBench.HostNode.Platforms.Containers;

/// <summary>systemd-nspawn, on machines with systemd and without.</summary>
/// <remarks>Nothing of it freezes a guest, and SIGSTOP to one process after another would let the others see it.</remarks>
internal sealed class NspawnPlatform() : ContainerPlatform("nspawn", 8)
{
    // What the container and its manager tell each other through.
    private const string Propagation = "/run/systemd/nspawn/propagate";

    protected override (string Program, string Package) Needs => ("systemd-nspawn", "systemd-container");

    protected override bool Pauses => false;

    private protected override IReadOnlyList<string> Prepare(ContainerOrder order) =>
    [
        Tool.Find("systemd-nspawn") ?? "systemd-nspawn", "--quiet",
        // Without these it asks systemd, which may not be there; and a unit of its own would hide the guest's end from us.
        "--register=no", "--keep-unit",
        "--console=pipe", "--resolv-conf=off", "--timezone=off", "--link-journal=no",
        $"--directory={order.Folder.Root}", $"--machine={order.Folder.Name}", $"--network-namespace-path={order.NetworkNamespace}",
        $"--rlimit=NOFILE={OpenFiles.Most}",
        .. order.Binds.Select(bind => $"--bind-ro={bind.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)}"),
        .. order.Variables.Select(variable => $"--setenv={variable}"),
        "--", .. order.Command,
    ];

    // Said at each end, of a folder that it means to remove and then does.
    private protected override bool IsNoise(string line) => line.StartsWith("Attempted to remove disk file system under", StringComparison.Ordinal);

    private protected override void RemoveTraces(GuestFolder folder)
    {
        if (Directory.Exists($"{Propagation}/{folder.Name}")) Directory.Delete($"{Propagation}/{folder.Name}");
    }
}
