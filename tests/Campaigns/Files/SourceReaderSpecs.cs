using System.Text;
using ActorBench.Campaigns.Files;

namespace ActorBench.Campaigns.Tests.Files;

public sealed class SourceReaderSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorbench-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_byte_order_mark_is_taken_off_and_nothing_else_is_changed()
    {
        var source = CampaignFile.Read(Write([0xEF, 0xBB, 0xBF, .. "name: é\r\n"u8]));

        Assert.Equal("name: é\r\n", source.Text);
        Assert.Equal(Path.Combine(_folder.FullName, "c.yaml"), source.Path);
    }

    [Fact]
    public void The_name_is_the_users_own_and_the_path_is_absolute()
    {
        var path = Path.GetRelativePath(Directory.GetCurrentDirectory(), Write("name: x"u8));
        var source = CampaignFile.Read(path);

        Assert.Equal(path, source.Name);
        Assert.True(Path.IsPathRooted(source.Path));
    }

    [Fact]
    public void A_directory() => Refused(_folder.FullName, "1:1: this is a directory; name a campaign file in it");

    [Fact]
    public void A_missing_file() =>
        Refused(Path.Combine(_folder.FullName, "none.yaml"), "1:1: there is no such file; without a file name the shipped campaigns/quick.yaml is taken");

    [Fact]
    public void A_file_in_a_missing_directory() =>
        Refused(Path.Combine(_folder.FullName, "no", "none.yaml"), "1:1: there is no such file; without a file name the shipped campaigns/quick.yaml is taken");

    [Fact]
    public void An_empty_path_or_one_with_a_nul()
    {
        Assert.Throws<CampaignFileException>(() => CampaignFile.Read(""));
        Assert.Throws<CampaignFileException>(() => CampaignFile.Read("a\0b"));
    }

    [Fact]
    public void A_binary_file() =>
        Refused(Write([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 0, 0]), "1:7: the file holds a NUL byte, so it is no text; name a campaign file");

    [Fact]
    public void A_file_in_latin_1() =>
        Refused(Write([.. "name: x\n# caf"u8, 0xE9, (byte)'\n']), "2:6: the file is not UTF-8 text; name a campaign file, or save this one as UTF-8");

    [Fact]
    public void A_file_in_utf_16() =>
        Refused(Write([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("name: x")]), "1:1: the file is not UTF-8 text; name a campaign file, or save this one as UTF-8");

    [Fact]
    public void A_file_of_more_than_a_mebibyte() =>
        Refused(Write(new byte[(1 << 20) + 1]), "1:1: the file is larger than 1 MiB; a campaign file is a few lines of YAML, so check the path");

    [Fact]
    public void A_device_without_an_end()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "no /dev/zero here");
        Refused("/dev/zero", "1:1: the file is larger than 1 MiB; a campaign file is a few lines of YAML, so check the path");
    }

    private static void Refused(string path, string refusal) =>
        Assert.Equal($"{path}:{refusal}", Assert.Throws<CampaignFileException>(() => CampaignFile.Read(path)).Describe());

    private string Write(ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(_folder.FullName, "c.yaml");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
