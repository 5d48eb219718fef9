using ActorBench.HostNode.Images;

namespace ActorBench.HostNode.Tests.Images;

public sealed class DebianPackagesSpecs
{
    [Fact]
    public void Stanzas_of_apt_are_read()
    {
        const string Shown = """
            Package: linux-image-cloud-amd64
            Source: linux-signed-amd64 (6.1.192+2)
            Version: 6.1.192-2
            Depends: linux-image-6.1.0-56-cloud-amd64 (= 6.1.192-2)
            Description-en: Linux for x86-64 cloud (meta-package)
             This package depends on: the latest

            Package: libssl3
            Version: 3.0.22-1~deb12u2
            Depends: libc6 (>= 2.34), debconf (>= 0.5) | debconf-2.0
            """;

        var found = DebianPackages.Parse(Shown).ToArray();

        Assert.Equal(["linux-image-cloud-amd64=6.1.192-2", "libssl3=3.0.22-1~deb12u2"], found.Select(one => $"{one}"));
        Assert.Equal(["linux-image-6.1.0-56-cloud-amd64"], found[0].Needs);
        Assert.Equal(["libc6", "debconf"], found[1].Needs);
    }
}
