using System.Diagnostics;
using System.Globalization;
using ActorBench.HostNode.Images;

namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>Guests that are machines of their own under QEMU: emulated, or run by the processor itself with KVM.</summary>
/// <param name="find">Gives the image that its guests start from, or null: it is not made.</param>
internal sealed class QemuPlatform(string platform, int number, Func<GuestImage?> find) : IPlatformDriver
{
    private const string EmulatedName = "qemu-tcg";
    private const string VhostDevice = "/dev/vhost-net";
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(5);

    public static QemuPlatform Emulated(Func<GuestImage?> image) => new(EmulatedName, 9, image);

    public static QemuPlatform Kvm(Func<GuestImage?> image) => new("kvm", 10, image);

    public string Platform => platform;

    public int Number => number;

    /// <summary>Six times what an emulated machine takes where nothing else runs.</summary>
    public TimeSpan StartBound { get; } = TimeSpan.FromSeconds(150);

    private bool IsEmulated => platform == EmulatedName;

    public async Task<string?> Probe(CancellationToken ct)
    {
        if (Tool.Find(QemuWords.Program) is null) return $"This machine has no {QemuWords.Program}: install {Tool.Package(QemuWords.Program)}.";
        if (!IsEmulated && await KvmProbe.WhyNot(ct) is { } why) return why;
        if (await ScratchNetwork.Refuses("ip", ["tuntap add t0 mode tap"], ct) is { } noTap) return noTap;
        return find() is null ? GuestImage.NotMade : null;
    }

    public async Task<IGuest> Start(GuestOrder order, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var image = find() ?? throw new ToolException(GuestImage.Gone, null);
        var place = new MachinePlace(platform, number, order.Network);
        await place.Remove();
        ChildProcess? qemu = null;
        try
        {
            await place.Create(ct);
            var words = IsEmulated ? QemuWords.Emulated : QemuWords.Virtualised(File.Exists(VhostDevice));
            var facts = new SortedDictionary<string, string>(words.Facts(place, QemuWords.Version(await Tool.Run(QemuWords.Program, ["--version"], Quick, ct))).ToDictionary());
            var machine = MachineOrder.Of(order, GuestWords.Fill(order.Command, place.Addresses, facts));
            machine.WriteDisk(place.Disk);

            var lines = new MachineLines(order.Log);
            qemu = ChildProcess.Start([.. place.Enter, .. words.Of(place, image)], lines.Take);
            await lines.UntilRegistered(platform, qemu.Exited, StartBound, ct, place.LastConsoleLine);
            // Not before: two machines that boot on one processor take twice as long.
            if (machine.Cpu is { } cpu) await Pin(place, cpu, ct);
            facts["guest.start_ms"] = clock.ElapsedMilliseconds.ToString(CultureInfo.InvariantCulture);
            return new QemuGuest(platform, place, qemu, facts);
        }
        catch
        {
            if (qemu is not null) LinuxCalls.SendSignal(qemu.Pid, LinuxCalls.SigKill);
            if (qemu is not null) await qemu.DisposeAsync();
            await place.Remove();
            throw;
        }
    }

    public Task CleanUp(string prefix, CancellationToken ct) => MachinePlace.RemoveAll(prefix, platform);

    // Where an endpoint of this host measures, the machine's one processor runs.
    private static async Task Pin(MachinePlace place, int cpu, CancellationToken ct)
    {
        var processors = await QmpClient.Execute(place.Socket, "query-cpus-fast", ct);
        foreach (var processor in processors.EnumerateArray())
        {
            var thread = processor.GetProperty("thread-id").GetInt32().ToString(CultureInfo.InvariantCulture);
            await Tool.Run("taskset", ["--pid", "--cpu-list", cpu.ToString(CultureInfo.InvariantCulture), thread], Quick, ct);
        }
    }
}
