using System.Formats.Tar;
using System.Net;
using ActorBench.HostNode.Images;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Platforms.Machines;

namespace ActorBench.HostNode.Tests.Platforms.Machines;

public sealed class MachineOrderSpecs
{
    private static readonly HostNetwork Network = new("ab7", 2, "ab7-h2", IPAddress.Parse("10.77.0.2"), 1450, "ab7-mg", IPAddress.Parse("10.213.0.2"));

    [Fact]
    public void The_program_and_the_processor_stay_with_the_host()
    {
        var order = new GuestOrder(Network, [], _ => { }) { Environment = new Dictionary<string, string> { ["DOTNET_ROOT"] = "/here", ["DOTNET_TieredPGO"] = "0" } };

        var machine = MachineOrder.Of(order, ["dotnet", "/here/actorbench.dll", "guest", "--host", "h2", "--cpu", "1", "--with-parent"]);

        Assert.Equal(["--host", "h2", "--with-parent", "--announce"], machine.Arguments);
        Assert.Equal(1, machine.Cpu);
        Assert.Equal("DOTNET_TieredPGO", Assert.Single(machine.Variables).Key);
    }

    [Fact]
    public void Its_disk_holds_the_arguments_word_by_word_and_the_files_that_they_name()
    {
        var folder = Directory.CreateTempSubdirectory("actorbench-order-").FullName;
        var secret = Path.Combine(folder, "secret");
        File.WriteAllText(secret, "of two");
        var order = new GuestOrder(Network, [], _ => { }) { Paths = [folder, secret] };

        MachineOrder.Of(order, ["guest", "--fact", "a=b c; $(d)", "--join-secret-file", secret]).WriteDisk(Path.Combine(folder, "order"));

        var files = Read(Path.Combine(folder, "order"));
        Assert.Equal("--fact\na=b c; $(d)\n--join-secret-file\n" + secret + "\n--announce\n", files["arguments"]);
        Assert.Equal("of two", files[secret.TrimStart('/')]);
        Assert.Equal(0, new FileInfo(Path.Combine(folder, "order")).Length % 512);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_word_of_two_lines_is_refused()
    {
        var path = Path.GetTempFileName();
        var machine = MachineOrder.Of(new GuestOrder(Network, [], _ => { }), ["--fact", "a=b\n--host"]);

        Assert.StartsWith("A guest's argument can't have two lines: a=b", Assert.Throws<ToolException>(() => machine.WriteDisk(path)).Message, StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public void QEMU_is_told_where_the_guest_stands_and_the_record_what_ran()
    {
        var place = new MachinePlace("qemu-tcg", 9, Network);

        var words = QemuWords.Emulated.Of(place, new GuestImage("/i/kernel", "/i/initrd", "/i/program"));

        Assert.Contains("tap,id=data,ifname=tg9,script=no,downscript=no,vhost=off", words);
        Assert.Contains(words, word => word.EndsWith("ab.data=10.77.9.2/16 ab.mtu=1450 ab.port=parent ab.management=10.213.9.2/20", StringComparison.Ordinal));
        Assert.Equal("ab7-h2-qemu-tcg", words.SkipWhile(word => word != "-name").ElementAt(1));
        var facts = QemuWords.Emulated.Facts(place, QemuWords.Version("QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)\n"));
        Assert.Equal(("qemu 7.2.22", "tcg", "true"), (facts["guest.tool"], facts["guest.accelerator"], facts["guest.emulated"]));
        Assert.Equal(("kvm", "false", "on"), Three(QemuWords.Virtualised(vhost: true).Facts(place, "")));
    }

    private static (string, string, string) Three(IReadOnlyDictionary<string, string> facts) => (facts["guest.accelerator"], facts["guest.emulated"], facts["guest.vhost"]);

    private static Dictionary<string, string> Read(string disk)
    {
        using var tar = new TarReader(File.OpenRead(disk));
        var files = new Dictionary<string, string>();
        while (tar.GetNextEntry() is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream ?? Stream.Null);
            files[entry.Name] = reader.ReadToEnd();
        }

        return files;
    }
}
