using System.Text.Json;

namespace ActorBench.Deploy.Tests;

/// <summary>Pods with the manifests' own arguments, variables, users and probes.</summary>
public sealed class ClusterSpecs
{
    private static readonly string[] Nodes = ["node-a", "node-b"];

    [Fact]
    public async Task A_coordinator_passes_its_probes_takes_commands_and_ends_within_its_grace_period()
    {
        await using var cluster = await Cluster.StartAsync();
        await ReadyCoordinatorAsync(cluster);

        Assert.Equal("[]", (await cluster.OperateAsync("list -o json")).Trim());
        await cluster.StopAsync();
    }

    [Fact]
    public async Task The_campaign_that_comes_along_is_measured_by_all_platforms_of_the_manifests()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ACTORBENCH_LONG") == "1", "It starts seven pods; set ACTORBENCH_LONG=1.");
        await using var cluster = await Cluster.StartAsync();
        await ReadyCoordinatorAsync(cluster);
        foreach (var (i, node) in Nodes.Index())
        {
            foreach (var agent in Deployment.Workloads("local").Where(w => w.IsAgent)) await cluster.RunAsync(agent.Name, i, node);
        }

        await cluster.OperateAsync($"run {Deployment.Folder("k8s", "campaign.yaml")} --duration 50ms --repetitions 1");
        using var rows = JsonDocument.Parse(await cluster.OperateAsync("export -o json"));
        var measured = rows.RootElement.EnumerateArray().Where(row => row.GetProperty("accepted").GetBoolean()).Select(row => row.GetProperty("platform").GetString());
        Assert.Superset(new HashSet<string?> { "k8s-host", "k8s-pod", "k8s-service" }, measured.ToHashSet());
        await cluster.StopAsync();
    }

    private static async Task ReadyCoordinatorAsync(Cluster cluster)
    {
        var (pod, address) = await cluster.RunAsync("actorbench-coordinator", 0, "node-c");
        var container = Deployment.Workload("local", "actorbench-coordinator").Container;
        foreach (var probe in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe })
        {
            var passes = new Probe(cluster.Machine, address, container, probe).PassesAsync();
            var ended = pod.ErrorsAsync();
            if (await Task.WhenAny(passes, ended) == ended) Assert.Fail(await ended);
            Assert.Equal("ok\n", await passes);
        }

        Assert.Equal("10001\t10001\t10001\t10001", pod.Status("Uid"));
        Assert.Equal("0000000000000000", pod.Status("CapBnd"));
    }
}
