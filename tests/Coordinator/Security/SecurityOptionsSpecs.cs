using System.Net;
using ActorBench.Agents.Security;

namespace ActorBench.Coordinator.Tests.Security;

public sealed class SecurityOptionsSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-security-").FullName;

    [Theory]
    [InlineData("127.0.0.1", false, false, Protection.Local)]
    [InlineData("127.8.0.1", false, false, Protection.Local)]
    [InlineData("::1", false, false, Protection.Local)]
    [InlineData("10.213.4.1", false, true, Protection.Local)]
    [InlineData("192.0.2.1", true, false, Protection.Insecure)]
    [InlineData("0.0.0.0", true, false, Protection.Insecure)]
    public void Plain_messages_are_for_this_machine_or_said_to_be_insecure(string address, bool insecure, bool lab, Protection protection)
    {
        var security = new SecurityOptions { Insecure = insecure, Lab = lab }.Resolve(IPAddress.Parse(address));
        Assert.Equal(protection, security.Protection);
        Assert.Equal(protection == Protection.Insecure, security.Warnings(DateTimeOffset.UtcNow).Any(w => w.StartsWith("INSECURE", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("0.0.0.0", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("::", false)]
    [InlineData("10.213.4.1", false)]
    [InlineData("192.0.2.1", true)]
    public void Any_other_address_needs_tls(string address, bool lab)
    {
        var refused = Assert.Throws<SecurityRefusedException>(() => new SecurityOptions { Lab = lab }.Resolve(IPAddress.Parse(address)));
        Assert.Contains($"{address} is not a loopback address", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--insecure", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_one_authority_make_tls()
    {
        var files = Write(TimeSpan.FromDays(90));
        var security = new SecurityOptions { Tls = files }.Resolve(IPAddress.Parse("192.0.2.1"));
        Assert.Equal(("tls", "akka.ssl.tcp"), (security.Fact, security.Protocol));
        Assert.Empty(security.Warnings(DateTimeOffset.UtcNow));
        Assert.Contains(security.Warnings(DateTimeOffset.UtcNow.AddDays(61)), w => w.Contains("CN=node ends in 2", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_half_given_or_contradicts_itself_is_refused()
    {
        var files = Write(TimeSpan.FromDays(90));
        Refused(new() { Tls = files with { Key = null } }, "three files");
        Refused(new() { Tls = files, Insecure = true }, "contradicts");
        Refused(new() { Tls = files with { Authority = files.Certificate } }, "not signed by this node's authority");
        Refused(new() { Tls = files with { Certificate = Path.Combine(_folder, "none.pem") } }, "none.pem");
        Refused(new() { Tls = files with { Key = files.Certificate } }, "can't be used for TLS");
    }

    [Fact]
    public void A_join_secret_is_read_from_its_file_and_never_shown()
    {
        var path = Path.Combine(_folder, "secret");
        File.WriteAllText(path, "canary-0123456789abcdef\n");
        var security = new SecurityOptions { JoinSecretFile = path }.Resolve(IPAddress.Loopback);
        Assert.NotNull(security.Secret);
        Assert.DoesNotContain("canary", $"{security} {security.Secret}", StringComparison.Ordinal);
        File.WriteAllText(path, "short\n");
        Refused(new() { JoinSecretFile = path }, "has 5 B");
        Refused(new() { JoinSecretFile = path + "-none" }, "can't be read");
    }

    [Fact]
    public void Files_are_never_overwritten_and_keys_are_their_owners()
    {
        var files = Write(TimeSpan.FromDays(90));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(files.Key!));
        Assert.Throws<IOException>(() => Write(TimeSpan.FromDays(90)));
    }

    [Fact]
    public void Remoting_older_than_mutual_authentication_is_refused()
    {
        Assert.Null(RemotingVersion.WhyNot(new Version(1, 5, 55)));
        Assert.NotNull(RemotingVersion.WhyNot(new Version(1, 5, 54)));
        RemotingVersion.Check();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private TlsFiles Write(TimeSpan lasts)
    {
        using var authority = LabAuthority.Create("lab", DateTimeOffset.UtcNow, lasts);
        using var node = authority.Issue("node", ["192.0.2.1"], anywhere: false, DateTimeOffset.UtcNow, lasts);
        CertificateFiles.Write(_folder, "authority", authority.Certificate);
        CertificateFiles.Write(_folder, "node", node);
        return new TlsFiles(
            CertificateFiles.Certificate(_folder, "node"), CertificateFiles.Key(_folder, "node"), CertificateFiles.Certificate(_folder, "authority"));
    }

    private static void Refused(SecurityOptions options, string because) => Assert.Contains(
        because, Assert.Throws<SecurityRefusedException>(() => options.Resolve(IPAddress.Parse("192.0.2.1"))).Message, StringComparison.Ordinal);
}
