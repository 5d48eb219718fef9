namespace ActorBench.HostNode.Platforms.Containers;

/// <remarks>It takes no machine whose control groups are of both kinds, so it is shown one without the newer.</remarks>
internal sealed class CrunPlatform() : OciPlatform("crun", 5)
{
    protected override IReadOnlyList<string> Before => GuestCgroups.Layout != "hybrid" ? [] :
    [
        Tool.Find("unshare") ?? "unshare", "--mount", "--propagation", "private", "--",
        Tool.Find("sh") ?? "sh", "-c", "umount /sys/fs/cgroup/unified && exec \"$@\"", "crun",
    ];
}
