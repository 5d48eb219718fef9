using ActorBench.Tests;

namespace ActorBench.Statistics.Tests.Findings;

/// <summary>Names of platforms against what the machines say of themselves.</summary>
public sealed class LabelFindingSpecs
{
    private static readonly (string Name, string Value) InsideSomething = ("cpu.flags", "fpu hypervisor sse");

    [Theory]
    [InlineData("own-vmware", "hypervisor.signature", "KVMKVMKVM", "h1 own-vmware: named vmware, but hypervisor.signature: KVMKVMKVM")]
    [InlineData("own-kvm", "hypervisor.signature", "TCGTCGTCGTCG", "h1 own-kvm: named kvm, but hypervisor.signature: TCGTCGTCGTCG")]
    [InlineData("kvm", "hypervisor.signature", "TCGTCGTCGTCG", "h1 kvm: named kvm, but hypervisor.signature: TCGTCGTCGTCG")]
    [InlineData("own-hyper-v-2025", "machine.sys_vendor", "VMware, Inc.", "h1 own-hyper-v-2025: named hyper-v, but machine.sys_vendor: VMware, Inc.")]
    [InlineData("own-esxi", "link.driver", "hv_netvsc", "h1 own-esxi: named esxi, but link.driver: hv_netvsc")]
    [InlineData("own-bare-metal", "hypervisor.type", "xen", "h1 own-bare-metal: named metal, but hypervisor.type: xen")]
    public void A_machine_that_says_it_is_another_is_told(string platform, string fact, string value, string finding) =>
        Assert.Equal([finding], Found(platform, InsideSomething, (fact, value)));

    [Fact]
    public void A_machine_without_the_flag_of_a_guest_is_no_guest() =>
        Assert.Equal(["h1 own-vmware: named vmware, but cpu.flags: no hypervisor"], Found("own-vmware", ("cpu.flags", "fpu sse")));

    [Theory]
    [InlineData("own-vmware", "hypervisor.signature", "VMwareVMware")]
    [InlineData("own-anything", "hypervisor.signature", "KVMKVMKVM")]
    [InlineData("own-kvmlike", "hypervisor.signature", "TCGTCGTCGTCG")] // a part of a word is no word
    [InlineData("own-vmware", "hypervisor.signature", "SomethingNew")]
    [InlineData("own-xen-pv", "hypervisor.type", "xen")]
    public void A_machine_that_agrees_or_says_nothing_is_not_told(string platform, string fact, string value) =>
        Assert.Empty(Found(platform, InsideSomething, (fact, value)));

    [Fact]
    public void One_fact_in_favour_is_enough() =>
        // KVM answers as Hyper-V does where its guest is told to expect that.
        Assert.Empty(Found("own-virtualbox", InsideSomething, ("hypervisor.signature", "KVMKVMKVM"), ("machine.product_name", "VirtualBox")));

    [Fact]
    public void A_laptop_of_the_vendor_of_a_hypervisor_is_bare_metal() =>
        Assert.Empty(Found("own-metal", ("cpu.flags", "fpu sse"), ("machine.sys_vendor", "Microsoft Corporation"), ("machine.product_name", "Surface Laptop 4")));

    [Fact]
    public void A_machine_of_Hyper_V_is_known_by_vendor_and_product() =>
        Assert.Equal(
            ["h1 own-kvm: named kvm, but machine.sys_vendor: Microsoft Corporation"],
            Found("own-kvm", InsideSomething, ("machine.sys_vendor", "Microsoft Corporation"), ("machine.product_name", "Virtual Machine")));

    private static string[] Found(string platform, params (string Name, string Value)[] facts) =>
        Looked.For("LABEL_CONTRADICTED", Looked.At(Looked.Calm(), null, Some.Environment("h1", platform, facts)));
}
