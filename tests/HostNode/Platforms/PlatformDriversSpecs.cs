using System.Net;
using ActorBench.Agents.Configuration;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Platforms;

public sealed class PlatformDriversSpecs
{
    [Fact]
    public void No_two_drivers_have_a_name_or_a_number_in_common()
    {
        Assert.Equal(PlatformDrivers.All.Count, PlatformDrivers.All.Select(driver => driver.Platform).Distinct().Count());
        Assert.Equal(PlatformDrivers.All.Count, PlatformDrivers.All.Select(driver => driver.Number).Distinct().Count());
        Assert.All(PlatformDrivers.All, driver => Assert.InRange(driver.Number, 1, 15));
    }

    [Fact]
    public void A_host_may_allow_some_platforms_only()
    {
        Assert.Same(PlatformDrivers.All, PlatformDrivers.Allowed([]));
        Assert.Equal(["bridge", "macvlan"], PlatformDrivers.Allowed(["macvlan", "bridge"]).Select(driver => driver.Platform));
        var refused = Assert.Throws<NodeConfigurationException>(() => PlatformDrivers.Allowed(["bridge", "brigde"]));
        Assert.StartsWith("Platforms: there is no driver for 'brigde'; choose from: bridge, routed, macvlan", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_and_facts_are_filled_in_as_words_of_their_own() => Assert.Equal(
        ["guest", "--data-address=10.77.1.2", "10.213.1.2", "--fact", "a=1", "--fact", "b=two words", "end"],
        GuestWords.Fill(
            ["guest", "--data-address={data-address}", "{management-address}", "{facts}", "end"],
            new GuestAddresses(IPAddress.Parse("10.77.1.2"), IPAddress.Parse("10.213.1.2")), new Dictionary<string, string> { ["b"] = "two words", ["a"] = "1" }));
}
