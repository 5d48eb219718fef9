namespace ActorBench.EndToEnd.Tests.OwnHosts;

/// <summary>What a host node says of guests' links and addresses that can't be right.</summary>
[Collection("no labs")]
public sealed class OwnHostRefusalSpecs : IDisposable
{
    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("--guest-address xen", "GuestAddress: 'xen' is not PLATFORM=ADDRESS/LENGTH, as xen=192.0.2.10/24.")]
    [InlineData("--guest-address xen=192.0.2.10", "GuestAddress: '192.0.2.10' has no length of its network; write it as 192.0.2.10/24.")]
    [InlineData("--guest-address xen=192.0.2.300/24", "GuestAddress: '192.0.2.300' is not an IPv4 address.")]
    [InlineData("--guest-address xen=192.0.2/24", "GuestAddress: '192.0.2' is not an IPv4 address.")]
    [InlineData("--guest-address xen=192.0.2.10/31", "GuestAddress: a network of length 31 holds no guest beside its host; it is 8 to 30.")]
    [InlineData("--guest-address bridge=192.0.2.10/24 --guest-address bridge=192.0.2.11/24", "GuestAddress: bridge has 2 addresses; a guest gets one.")]
    [InlineData("--guest-address bridge=192.0.2.10/24 --guest-address routed=192.0.2.10/24", "GuestAddress: 192.0.2.10 stands there 2 times; each guest needs one of its own.")]
    [InlineData("--guest-address bridge=127.0.0.1/8", "GuestAddress: 127.0.0.1 is this host's own; a guest needs another.")]
    [InlineData("--guest-address bridge=192.0.2.10/24 --guest-management-bridge lo", "GuestManagementAddress: bridge has none; with --guest-management-bridge every guest needs one.")]
    [InlineData("--guest-address bridge=192.0.2.10/24 --guest-management-address bridge=192.0.3.10/24", "GuestManagementBridge: name the bridge of the guests' management addresses with --guest-management-bridge.")]
    [InlineData("", "GuestAddress: give each platform the address of its guest with --guest-address PLATFORM=ADDRESS/LENGTH.")]
    [InlineData("--guest-address birdge=192.0.2.10/24", "GuestAddress: this host starts no guests of platform 'birdge'; choose from: bridge, ")]
    [InlineData("--guest-address bridge=192.0.2.10/24", "GuestBridge: lo is no bridge, and guests of platform bridge need one.")]
    [InlineData("--platforms routed --guest-address bridge=192.0.2.10/24", "GuestAddress: this host starts no guests of platform 'bridge'; choose from: routed.")]
    public async Task A_bad_value_is_one_sentence(string more, string sentence) => await Refused(["--guest-bridge", "lo", .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)], sentence);

    [Theory]
    [InlineData("nosuch0", "GuestBridge: this machine has no link nosuch0.")]
    [InlineData("../br0", "GuestBridge: '../br0' is not the name of a link.")]
    [InlineData("a-name-too-long-for-a-link", "GuestBridge: 'a-name-too-long-for-a-link' is not the name of a link.")]
    public async Task A_bridge_that_is_not_there_is_one_sentence(string bridge, string sentence) => await Refused(["--guest-bridge", bridge, "--guest-address", "bridge=192.0.2.10/24"], sentence);

    [Fact]
    public async Task Addresses_without_a_bridge_are_refused() =>
        await Refused(["--guest-address", "bridge=192.0.2.10/24"], "GuestBridge: name the bridge that guests are wired to with --guest-bridge.");

    [Fact]
    public async Task A_guest_has_no_guests()
    {
        var refused = (await Actorbench.Run(_place, "guest", "--guest-bridge", "br0")).Expect(2);
        Assert.Contains("--guest-bridge", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
    }

    private async Task Refused(IReadOnlyList<string> more, string sentence)
    {
        Assert.SkipWhen(HostNode.Platforms.Tool.Find("ip") is null, "This machine has no ip.");
        var refused = (await Actorbench.Run(
            _place, ["host", "--host", "a", "--coordinator", "127.0.0.1:1", "--management-address", "127.0.0.1", "--data-address", "127.0.0.1", .. more])).Expect(2);
        Assert.StartsWith(sentence, Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
    }
}
