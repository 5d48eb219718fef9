namespace ActorBench.Campaigns.Tests.Files;

/// <summary>Names, and words of a closed list.</summary>
public sealed class BadNameSpecs
{
    private const string Head = "name: x\nplatforms: [native]\n";
    private const string Body = "protocols: { tcp: { sizes: [1 B] } }\n";

    [Theory]
    [InlineData("name: ../../etc/x\nprotocols: { tcp: { sizes: [1 B] } }\n", "1:7: the name '../../etc/x' does not do; take up to 40 of a-z, 0-9 and '-', not first a '-'")]
    [InlineData("name: -x\nprotocols: { tcp: { sizes: [1 B] } }\n", "1:7: the name '-x' does not do; take up to 40 of a-z, 0-9 and '-', not first a '-'")]
    [InlineData("name: X\nprotocols: { tcp: { sizes: [1 B] } }\n", "1:7: the name 'X' does not do; take up to 40 of a-z, 0-9 and '-', not first a '-'")]
    [InlineData("name: a b\nprotocols: { tcp: { sizes: [1 B] } }\n", "1:7: the name 'a b' does not do; take up to 40 of a-z, 0-9 and '-', not first a '-'")]
    [InlineData("name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nprotocols: { tcp: { sizes: [1 B] } }\n", "1:7: the name 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…' does not do; take up to 40 of a-z, 0-9 and '-', not first a '-'")]
    [InlineData("name:\nprotocols: { tcp: { sizes: [1 B] } }\n", "1:6: name is empty; write a value or take it away")]
    [InlineData("name: [x]\nprotocols: { tcp: { sizes: [1 B] } }\n", "1:7: name takes one value, not a list or a mapping; write it without brackets")]
    [InlineData("name: \"a\\eb\"\nprotocols: { tcp: { sizes: [1 B] } }\n", "1:7: the name 'a\\u001bb' does not do; take up to 40 of a-z, 0-9 and '-', not first a '-'")]
    public void A_campaign_name_that_does_not_do(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData("name: x\nplatforms: [natve]\nprotocols: { tcp: { sizes: [1 B] } }\n", "2:13: unknown platform 'natve'; did you mean 'native'?")]
    [InlineData("name: x\nplatforms: [native, vserver]\nprotocols: { tcp: { sizes: [1 B] } }\n", "2:21: unknown platform 'vserver'; choose from: native, bridge, routed, macvlan, runc, crun, podman, lxc, nspawn, qemu-tcg, kvm, xen, xen-pvh, openvz, openvz-veth, libvirt, vmware, hyper-v, virtualbox, cloud, metal")]
    [InlineData("name: x\nplatforms: [vmwre]\nprotocols: { tcp: { sizes: [1 B] } }\n", "2:13: unknown platform 'vmwre'; did you mean 'vmware'?")]
    [InlineData("name: x\nplatforms: [Native]\nprotocols: { tcp: { sizes: [1 B] } }\n", "2:13: unknown platform 'Native'; did you mean 'native'?")]
    [InlineData("name: x\nplatforms: [k8s-Pod]\nprotocols: { tcp: { sizes: [1 B] } }\n", "2:13: unknown platform 'k8s-Pod'; choose from: native, bridge, routed, macvlan, runc, crun, podman, lxc, nspawn, qemu-tcg, kvm, xen, xen-pvh, openvz, openvz-veth, libvirt, vmware, hyper-v, virtualbox, cloud, metal")]
    [InlineData("name: x\nplatforms: [own-a.b]\nprotocols: { tcp: { sizes: [1 B] } }\n", "2:13: unknown platform 'own-a.b'; choose from: native, bridge, routed, macvlan, runc, crun, podman, lxc, nspawn, qemu-tcg, kvm, xen, xen-pvh, openvz, openvz-veth, libvirt, vmware, hyper-v, virtualbox, cloud, metal")]
    public void A_platform_that_is_not_known(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData("name: x\nplatforms: [native, native]\nprotocols: { tcp: { sizes: [1 B] } }\n", "2:21: the platform 'native' is already there on line 2; take one of the two away")]
    [InlineData("name: x\nplatforms:\n  - native\n  - bridge\n  - native\nprotocols: { tcp: { sizes: [1 B] } }\n", "5:5: the platform 'native' is already there on line 3; take one of the two away")]
    [InlineData(Head + "baseline: bridge\nprotocols: { tcp: { sizes: [1 B] } }\n", "3:11: the baseline 'bridge' is not among the platforms (native); name one of them, or add it")]
    [InlineData(Head + "baseline: nativ\nprotocols: { tcp: { sizes: [1 B] } }\n", "3:11: unknown platform 'nativ'; did you mean 'native'?")]
    public void A_platform_twice_or_a_baseline_outside(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + Body + "engine: iperf\n", "4:9: engine cannot be 'iperf'; choose from: native, netperf, both")]
    [InlineData(Head + Body + "timing: strickt\n", "4:9: timing cannot be 'strickt'; did you mean 'strict'?")]
    [InlineData(Head + Body + "order: block\n", "4:8: order cannot be 'block'; did you mean 'blocks'?")]
    [InlineData(Head + Body + "lab: { kind: netn }\n", "4:14: lab.kind cannot be 'netn'; did you mean 'netns'?")]
    [InlineData(Head + Body + "lab: { cpus: pinned }\n", "4:14: lab.cpus cannot be 'pinned'; choose from: shared, apart, none")]
    [InlineData(Head + Body + "trial: { sockets: { no-delay: yes } }\n", "4:31: no-delay cannot be 'yes'; choose from: true, false")]
    [InlineData(Head + Body + "version: 2\n", "4:10: this build reads version 1 of campaign files, not '2'; write 'version: 1'")]
    public void A_word_that_is_not_of_the_language(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData("engine: netperf\ntrial: { duration: 250 ms }\n", "5:20: the engine netperf measures whole seconds, not 250 ms; write one such as '1 s', or 'exchanges' instead")]
    [InlineData("engine: both\ntrial: { duration: 1500 ms }\n", "5:20: the engine netperf measures whole seconds, not 1500 ms; write one such as '1 s', or 'exchanges' instead")]
    [InlineData("trial: { duration: 1.5 s, warmup: 0 ms }\nengine: netperf\n", "4:20: the engine netperf measures whole seconds, not 1500 ms; write one such as '1 s', or 'exchanges' instead")]
    [InlineData("engine: both\nprofile: quick\n", "4:9: the engine netperf measures whole seconds, not 500 ms; write one such as '1 s', or 'exchanges' instead")]
    public void A_window_that_netperf_would_take_for_another(string text, string refusal) =>
        Assert.Equal($"c.yaml:{refusal}", Some.Refusal(Head + Body + text));

    [Theory]
    [InlineData(Head + Body + "pairs: rings\n", "4:8: pairs cannot be 'rings'; did you mean 'ring'?")]
    [InlineData(Head + Body + "pairs: [h1, h2]\n", "4:9: a pair is a list of two hosts; write it as '[h1, h2]'")]
    [InlineData(Head + Body + "pairs: [[h1, h2, h3]]\n", "4:9: a pair is a list of two hosts; write it as '[h1, h2]'")]
    [InlineData(Head + Body + "pairs: [[h1, h1]]\n", "4:14: a pair is two different hosts, not 'h1' twice; name another host")]
    [InlineData(Head + Body + "pairs: [[h1, h3]]\n", "4:14: there is no host 'h3' in the lab; its hosts are h1 to h2")]
    [InlineData(Head + Body + "pairs: [[h01, h2]]\n", "4:10: there is no host 'h01' in the lab; its hosts are h1 to h2")]
    [InlineData(Head + Body + "pairs:\n  - [h1, h2]\n  - [h2, h1]\n", "6:5: the pair of h2 and h1 is already there on line 5; take one of the two away")]
    [InlineData(Head + Body + "pairs: []\n", "4:8: pairs is empty, so there is nothing to measure; name at least one")]
    public void A_pair_that_is_none(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));
}
