using System.Net;
using ActorBench.Agents.Configuration;
using ActorBench.HostNode.Images;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Tests.Fakes;

namespace ActorBench.HostNode.Tests.Platforms;

/// <summary>A host of its own with one bridge for data and one for messages, on which a driver starts a guest with tools that are played.</summary>
internal sealed class DriverRig : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-driver-").FullName;

    public DriverRig(IPlatformDriver driver, bool management = true)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Guests' folders are root's.");
        var guest = new GuestAddress(driver.Platform, IPAddress.Parse("192.0.2.11"), 24);
        var messages = new GuestAddress(driver.Platform, IPAddress.Parse("198.51.100.11"), 20);
        Network = new HostNetwork($"ab-t{Environment.ProcessId}", 1, "", IPAddress.Parse("192.0.2.1"), 1450, "", null)
        {
            Own = new OwnLinks(
                "br0", new Dictionary<int, GuestAddress> { [driver.Number] = guest }, management ? "br1" : null,
                management ? new Dictionary<int, GuestAddress> { [driver.Number] = messages } : []),
        };
        Name = Network.GuestName(driver.Platform);
        foreach (var part in (string[])["kernel", "initrd", "program.ext4", "secret"]) File.WriteAllText(Path.Combine(_folder, part), part);
        Order = new GuestOrder(Network, ["/usr/bin/actorbench", "guest", "--data-address", GuestWords.DataAddress, "--management-address", GuestWords.ManagementAddress, GuestWords.Facts, "--with-parent"], line =>
        {
            lock (_folder) Lines = [.. Lines, line];
        })
        {
            Paths = [Path.Combine(_folder, "secret")],
        };
    }

    public FakeTools Tools { get; } = new();

    public HostNetwork Network { get; }

    public string Name { get; }

    public GuestOrder Order { get; }

    public GuestImage Image => new(Path.Combine(_folder, "kernel"), Path.Combine(_folder, "initrd"), Path.Combine(_folder, "program.ext4"));

    public string GuestFolder => Path.Combine(LabClaim.Folder, Name);

    public IReadOnlyList<string> Lines { get; private set; } = [];

    /// <summary>What the guest's disk with its order says.</summary>
    public IReadOnlyList<string> Arguments()
    {
        using var tar = new System.Formats.Tar.TarReader(File.OpenRead(Path.Combine(GuestFolder, "order")));
        while (tar.GetNextEntry() is { } entry)
            if (entry.Name == "arguments")
                return new StreamReader(entry.DataStream!).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [];
    }

    public void Dispose()
    {
        Tools.Dispose();
        Directory.Delete(_folder, recursive: true);
        if (Directory.Exists(GuestFolder)) Directory.Delete(GuestFolder, recursive: true);
    }
}
