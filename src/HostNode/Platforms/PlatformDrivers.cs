using ActorBench.Agents.Configuration;
using ActorBench.HostNode.Images;
using ActorBench.HostNode.Platforms.Containers;
using ActorBench.HostNode.Platforms.Libvirt;
using ActorBench.HostNode.Platforms.Machines;
using ActorBench.HostNode.Platforms.OpenVz;
using ActorBench.HostNode.Platforms.Xen;

namespace ActorBench.HostNode.Platforms;

/// <summary>Every platform whose guests a host node can start.</summary>
public static class PlatformDrivers
{
    public static IReadOnlyList<IPlatformDriver> All { get; } =
    [
        new BarePlatform("bridge", 1, new BridgeWiring()),
        new BarePlatform("routed", 2, new RoutedWiring()),
        new BarePlatform("macvlan", 3, new MacvlanWiring()),
        new RuncPlatform(),
        new CrunPlatform(),
        new PodmanPlatform(),
        new LxcPlatform(),
        new NspawnPlatform(),
        QemuPlatform.Emulated(ImageOfThisBuild),
        QemuPlatform.Kvm(ImageOfThisBuild),
        XenPlatform.Paravirtualized(ImageOfThisBuild),
        XenPlatform.Pvh(ImageOfThisBuild),
        OpenVzPlatform.Venet,
        OpenVzPlatform.Veth,
        new LibvirtPlatform(ImageOfThisBuild),
    ];

    /// <summary>Those that this host may use.</summary>
    /// <param name="allowed">As the host's own configuration says; empty: all.</param>
    /// <exception cref="NodeConfigurationException">A name that no driver has.</exception>
    public static IReadOnlyList<IPlatformDriver> Allowed(IReadOnlyCollection<string> allowed)
    {
        if (allowed.Count == 0) return All;
        var unknown = allowed.FirstOrDefault(name => All.All(driver => driver.Platform != name));
        return unknown is null
            ? [.. All.Where(driver => allowed.Contains(driver.Platform))]
            : throw new NodeConfigurationException([$"Platforms: there is no driver for '{unknown}'; choose from: {string.Join(", ", All.Select(driver => driver.Platform))}."]);
    }

    internal static IPlatformDriver Of(string platform) => All.Single(driver => driver.Platform == platform);

    private static GuestImage? ImageOfThisBuild() => GuestImage.Find(CacheFolder.Standard);
}
