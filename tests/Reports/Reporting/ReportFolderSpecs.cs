using System.Security.Cryptography;
using ActorBench.Reports.Output;

namespace ActorBench.Reports.Tests.Reporting;

public sealed class ReportFolderSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_holds_every_format_and_checksums_that_are_right()
    {
        var written = ReportFolder.Write(Path.Combine(_folder, "a"), new StoredCampaigns().Content());

        Assert.All(
            (string[])["report.html", "report.md", "report.tex", "report.json", "junit.xml", "rows.csv", "rows.json", "campaign.yaml", "figures/rate-tcp-small.svg", "figures/ratio-udp-medium.png", "SHA256SUMS"],
            file => Assert.Contains(file, written));
        Assert.Equal(written.Order(), Directory.GetFiles(Path.Combine(_folder, "a"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Path.Combine(_folder, "a"), file)).Order());
        foreach (var line in File.ReadLines(Path.Combine(_folder, "a", "SHA256SUMS")))
            Assert.Equal(line[..64], Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, "a", line[66..])))));
    }

    [Fact]
    public void Twice_made_it_is_the_same_in_every_byte()
    {
        foreach (var name in (string[])["a", "b"]) ReportFolder.Write(Path.Combine(_folder, name), new StoredCampaigns().Content());

        Assert.Equal(File.ReadAllText(Path.Combine(_folder, "a", "SHA256SUMS")), File.ReadAllText(Path.Combine(_folder, "b", "SHA256SUMS")));
    }

    [Fact]
    public void Where_it_cannot_write_it_says_so_in_one_sentence_and_leaves_nothing()
    {
        var inTheWay = Path.Combine(_folder, "file");
        File.WriteAllText(inTheWay, "");

        Assert.Matches("^The folder '.+' can't be made: .+\\.$", Assert.Throws<IOException>(() => ReportFolder.Write(inTheWay, new StoredCampaigns().Content())).Message);
        Assert.Matches("^'.+' can't be written: .+\\.$", Assert.Throws<IOException>(() => AtomicFile.Write(_folder, [1])).Message);
        Assert.Matches("^'.+' can't be written: .+\\.$", Assert.Throws<IOException>(() => AtomicFile.Write(Path.Combine(_folder, "no", "such"), [1])).Message);
        Assert.Equal([inTheWay], Directory.GetFileSystemEntries(_folder));
    }
}
