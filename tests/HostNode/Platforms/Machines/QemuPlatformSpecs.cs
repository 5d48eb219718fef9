using ActorBench.HostNode.Images;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Platforms.Machines;
using ActorBench.HostNode.Tests.Labs;

namespace ActorBench.HostNode.Tests.Platforms.Machines;

/// <summary>A real QEMU with kernels that never come far: what goes wrong ends in a sentence and leaves nothing.</summary>
public sealed class QemuPlatformSpecs : IDisposable
{
    private static readonly NetnsLabOptions OneHost = new(1, null, 1500, "none");

    /// <summary>A kernel of the multiboot kind that halts at once: header, then cli, hlt, jmp to hlt.</summary>
    private static readonly byte[] Halting =
    [
        0x02, 0xB0, 0xAD, 0x1B, 0x00, 0x00, 0x01, 0x00, 0xFE, 0x4F, 0x51, 0xE4, // magic, addresses follow, checksum
        0x00, 0x00, 0x10, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00, 0x00, 0x00, // header and text at 1 MiB, the whole file
        0x00, 0x00, 0x00, 0x00, 0x20, 0x00, 0x10, 0x00, // no more than that, entry
        0xFA, 0xF4, 0xEB, 0xFD,
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-qemu-").FullName;

    [Fact]
    public async Task A_kernel_that_is_none_ends_with_QEMUs_own_line()
    {
        await using var lab = await Needed();
        var before = await Left(lab);

        var failed = await Assert.ThrowsAsync<ToolException>(() => Platform("no kernel at all"u8.ToArray()).Start(Order(lab), CancellationToken.None));

        Assert.StartsWith("The qemu-tcg guest ended before its node had registered: qemu", failed.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Left(lab));
    }

    [Fact]
    public async Task A_tap_that_is_taken_ends_with_the_reason()
    {
        await using var lab = await Needed();
        var host = lab.Host(1).HostNamespace;
        await Tool.Run("ip", ["-n", host, "tuntap", "add", "tg9", "mode", "tap"], TimeSpan.FromSeconds(5));

        var failed = await Assert.ThrowsAsync<ToolException>(() => Platform(Halting).Start(Order(lab), CancellationToken.None));

        Assert.Contains("tuntap add tg9 mode tap", failed.Message, StringComparison.Ordinal);
        Assert.Contains("busy", failed.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder(lab)));
    }

    [Fact]
    public async Task A_machine_whose_node_never_registers_is_ended_at_the_deadline()
    {
        await using var lab = await Needed();
        var before = await Left(lab);
        using var deadline = new CancellationTokenSource();
        var starting = Platform(Halting).Start(Order(lab), deadline.Token);
        await Soon.Until(() => Pid(lab) is not null, "QEMU runs");
        var pid = Pid(lab)!.Value;

        await deadline.CancelAsync();

        Assert.Equal("The qemu-tcg guest's node has not registered within 150 s.", (await Assert.ThrowsAsync<ToolException>(() => starting)).Message);
        Assert.False(Soon.Lives(pid));
        Assert.Equal(before, await Left(lab));
    }

    [Fact]
    public async Task A_machine_is_stopped_and_goes_on_at_an_order()
    {
        await using var lab = await Needed();
        using var deadline = new CancellationTokenSource();
        var starting = Platform(Halting).Start(Order(lab), deadline.Token);
        var socket = Path.Combine(Folder(lab), "qmp");
        await Soon.Until(() => Pid(lab) is not null && File.Exists(socket), "QEMU listens");

        var states = new List<string?>();
        foreach (var order in (string[])["stop", "cont"])
        {
            await QmpClient.Execute(socket, order, CancellationToken.None);
            states.Add((await QmpClient.Execute(socket, "query-status", CancellationToken.None)).GetProperty("status").GetString());
        }

        Assert.Equal(["paused", "running"], states);
        await deadline.CancelAsync();
        await Assert.ThrowsAsync<ToolException>(() => starting);
    }

    [Fact]
    public async Task What_a_dead_lab_left_is_found_by_its_name_and_nothing_else_is()
    {
        await using var lab = await Needed();
        var platform = Platform(Halting);
        var starting = platform.Start(Order(lab), CancellationToken.None);
        await Soon.Until(() => Pid(lab) is not null, "QEMU runs");
        var pid = Pid(lab)!.Value;

        await platform.CleanUp($"{lab.Prefix}0", CancellationToken.None);
        Assert.True(Soon.Lives(pid));
        await platform.CleanUp(lab.Prefix, CancellationToken.None);

        Assert.False(Soon.Lives(pid));
        Assert.False(Directory.Exists(Folder(lab)));
        Assert.StartsWith("The qemu-tcg guest ended before", (await Assert.ThrowsAsync<ToolException>(() => starting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_another_process_by_now_is_let_alone()
    {
        await using var lab = await Needed();
        Directory.CreateDirectory(Folder(lab));
        File.WriteAllText(Path.Combine(Folder(lab), "pid"), $"{Environment.ProcessId}\n");

        await Platform(Halting).CleanUp(lab.Prefix, CancellationToken.None);

        Assert.False(Directory.Exists(Folder(lab)));
    }

    [Fact]
    public async Task Without_an_image_it_can_not_be_used_and_says_how_to_make_one()
    {
        await using var lab = await Needed();

        Assert.Equal(
            "There is no guest image of this build yet: make it with `actorbench image build`.",
            await QemuPlatform.Emulated(() => null).Probe(CancellationToken.None));
    }

    [Fact]
    public async Task The_probe_of_KVM_counts_where_instructions_are_carried_out()
    {
        SkipWithoutQemu();

        var (code, line) = await KvmProbe.Run("tcg", "qemu64", TimeSpan.FromSeconds(20), CancellationToken.None);

        Assert.True(code == 33, $"code {code}: {line}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void SkipWithoutQemu() =>
        Assert.SkipWhen(Tool.Find(QemuWords.Program) is null, $"This machine has no {QemuWords.Program}.");

    private static async Task<NetnsLab> Needed()
    {
        SkipWithoutQemu();
        Assert.SkipWhen(NetnsLab.WhyNot() is not null, NetnsLab.WhyNot() ?? "");
        Assert.SkipWhen(!File.Exists("/dev/net/tun"), "This machine has no /dev/net/tun.");
        return await NetnsLab.Up(OneHost, CancellationToken.None);
    }

    private static GuestOrder Order(NetnsLab lab) => new(lab.Host(1), ["guest", "--host", "h1"], _ => { });

    private static string Folder(NetnsLab lab) => $"/run/actorbench/{lab.Prefix}-h1-qemu-tcg";

    private static int? Pid(NetnsLab lab) =>
        File.Exists(Path.Combine(Folder(lab), "pid")) && int.TryParse(File.ReadAllText(Path.Combine(Folder(lab), "pid")).Trim(), out var pid) ? pid : null;

    private static async Task<string> Left(NetnsLab lab) =>
        $"{await Links(lab.Host(1).HostNamespace)}, {await Links(lab.Host(1).ManagementBridge)}, {Directory.Exists(Folder(lab))}";

    // Without states, which come and go.
    private static async Task<string> Links(string name) =>
        string.Join(' ', (await Network.Ip("-n", name, "-br", "link")).Split('\n').Select(line => line.Split([' ', '@'])[0]).Order(StringComparer.Ordinal));

    private QemuPlatform Platform(byte[] kernel)
    {
        foreach (var name in (string[])["kernel", "initrd", "program"]) File.WriteAllBytes(Path.Combine(_folder, name), name == "kernel" ? kernel : new byte[4096]);
        return QemuPlatform.Emulated(() => new GuestImage(Path.Combine(_folder, "kernel"), Path.Combine(_folder, "initrd"), Path.Combine(_folder, "program")));
    }
}
