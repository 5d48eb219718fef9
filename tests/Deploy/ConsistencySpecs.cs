using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ActorBench.Agents.Configuration;
using ActorBench.Coordinator.Observability;
using ActorBench.Coordinator.Programs;
using ActorBench.Journal;
using k8s.Models;
using YamlDotNet.Core;

namespace ActorBench.Deploy.Tests;

public sealed partial class ConsistencySpecs
{
    public static TheoryData<string> Overlays => Deployment.All;

    [Theory]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: { name: x }\nspec: { clusterIp: None }\n")]
    [InlineData("apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: x }\nspec: { template: { spec: { hostNetworks: true } } }\n")]
    public void A_field_that_the_model_does_not_have_is_an_error(string yaml) =>
        Assert.ThrowsAny<YamlException>(() => Deployment.Bind(yaml));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_object_is_of_the_project_and_has_a_name_of_its_own(string overlay)
    {
        var objects = Deployment.Objects(overlay);
        Assert.Equal(objects.Count, objects.Select(o => (o.Kind, o.Metadata.Name)).Distinct().Count());
        Assert.All(objects, o => Assert.StartsWith("actorbench", o.Metadata.Name, StringComparison.Ordinal));
        Assert.All(objects.Where(o => o is not V1Namespace), o => Assert.Equal("actorbench", o.Metadata.NamespaceProperty));
        Assert.All(objects, o => Assert.Equal("actorbench", o.Metadata.Labels["app.kubernetes.io/part-of"]));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_selector_meets_pods_and_every_port_of_a_service_is_one_of_theirs(string overlay)
    {
        var workloads = Deployment.Workloads(overlay);
        Assert.All(workloads, w => Assert.True(w.IsMeantBy(w.Selector.MatchLabels), w.Name));
        Assert.Equal(workloads.Count, workloads.Select(w => w.Template.Metadata.Labels["app.kubernetes.io/component"]).Distinct().Count());
        foreach (var service in Deployment.Of<V1Service>(overlay))
        {
            var behind = Assert.Single(workloads, w => w.IsMeantBy(service.Spec.Selector));
            foreach (var port in service.Spec.Ports)
            {
                var target = Assert.Single(behind.Container.Ports, p => p.Name == port.TargetPort.Value);
                Assert.Equal((port.Port, port.Protocol ?? "TCP"), (target.ContainerPort, target.Protocol ?? "TCP"));
            }
        }

        Assert.All(Deployment.Of<V1StatefulSet>(overlay), s => Assert.Contains(Deployment.Of<V1Service>(overlay), v => v.Metadata.Name == s.Spec.ServiceName && v.Spec.ClusterIP == "None"));
        Assert.All(Deployment.Of<V1PodDisruptionBudget>(overlay), b => Assert.Single(workloads, w => w.IsMeantBy(b.Spec.Selector.MatchLabels)));
        foreach (var policy in Deployment.Of<V1NetworkPolicy>(overlay))
        {
            var peers = (policy.Spec.Ingress ?? []).SelectMany(r => r.FromProperty).Concat((policy.Spec.Egress ?? []).SelectMany(r => r.To));
            foreach (var selector in peers.Select(p => p.PodSelector).OfType<V1LabelSelector>().Append(policy.Spec.PodSelector))
                Assert.Contains(workloads, w => w.IsMeantBy(selector.MatchLabels));
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Policies_let_through_the_ports_that_are_used_and_no_other(string overlay)
    {
        var used = Deployment.Workloads(overlay).SelectMany(w => w.Container.Ports ?? []).Select(p => p.ContainerPort).ToHashSet();
        var open = Deployment.Of<V1NetworkPolicy>(overlay).SelectMany(p => (p.Spec.Ingress ?? []).SelectMany(r => r.Ports)).Select(p => int.Parse(p.Port.Value, CultureInfo.InvariantCulture));

        Assert.Equal(used.Order(), open.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_mount_has_its_volume_and_every_file_that_is_named_lies_in_a_mount(string overlay)
    {
        foreach (var workload in Deployment.Workloads(overlay))
        {
            var volumes = workload.Pod.Volumes.Select(v => v.Name).Concat(workload.Claims.Select(c => c.Metadata.Name)).ToList();
            var mounts = workload.Container.VolumeMounts;
            Assert.Equal(volumes.Order(), mounts.Select(m => m.Name).Order());
            var files = (workload.Container.Env ?? []).Select(e => e.Value ?? "").Concat((workload.Container.Args ?? []).Select(a => a.Split('=', 2)[^1]))
                .Where(v => v.StartsWith('/')).ToList();
            Assert.All(files, file => Assert.Contains(mounts, m => file.StartsWith(m.MountPath + "/", StringComparison.Ordinal)));
        }

        Assert.All(
            Deployment.Workloads(overlay).SelectMany(w => w.Pod.Volumes).Select(v => v.PersistentVolumeClaim?.ClaimName).OfType<string>(),
            claim => Assert.Contains(Deployment.Of<V1PersistentVolumeClaim>(overlay), c => c.Metadata.Name == claim));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void A_variable_refers_only_to_those_before_it(string overlay)
    {
        foreach (var workload in Deployment.Workloads(overlay))
        {
            var known = new HashSet<string>();
            foreach (var variable in workload.Container.Env ?? [])
            {
                Assert.All(References(variable.Value), name => Assert.Contains(name, known));
                Assert.True(known.Add(variable.Name), $"{workload.Name} sets {variable.Name} twice.");
            }

            Assert.All((workload.Container.Args ?? []).SelectMany(References), name => Assert.Contains(name, known));
        }
    }

    /// <summary>A misspelt variable would say nothing and set nothing.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_variable_of_a_coordinator_is_a_key_of_its_options_and_its_value_is_taken(string overlay)
    {
        var variables = Deployment.Workload(overlay, "actorbench-coordinator").Container.Env.Where(e => e.Name.StartsWith(NodeConfiguration.EnvironmentPrefix, StringComparison.Ordinal)).ToList();
        Assert.True(variables.Count > 10);
        foreach (var variable in variables.Where(v => v.Name != StorePassword.FileVariable))
        {
            var words = variable.Name[NodeConfiguration.EnvironmentPrefix.Length..].Split("__");
            var number = words[0].EndsWith("PORT", StringComparison.Ordinal);
            var read = NodeConfiguration.Read<CoordinatorOptions>(null, [(string.Join(':', words), number ? "17" : "here")]);
            Assert.Equal(number ? "17" : "here", Value(read, words));
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void A_coordinators_probes_are_the_paths_and_the_port_of_its_health_server(string overlay)
    {
        var container = Deployment.Workload(overlay, "actorbench-coordinator").Container;
        var port = Assert.Single(container.Ports, p => p.Name == "health").ContainerPort;

        Assert.Equal($"{port}", Assert.Single(container.Env, e => e.Name == "ACTORBENCH_HEALTHPORT").Value);
        Assert.Equal((HealthServer.LivePath, "health"), (container.StartupProbe.HttpGet.Path, container.StartupProbe.HttpGet.Port.Value));
        Assert.Equal((HealthServer.LivePath, "health"), (container.LivenessProbe.HttpGet.Path, container.LivenessProbe.HttpGet.Port.Value));
        Assert.Equal((HealthServer.ReadyPath, "health"), (container.ReadinessProbe.HttpGet.Path, container.ReadinessProbe.HttpGet.Port.Value));
        Assert.Equal(HealthServer.MetricsPath, Deployment.Workload(overlay, "actorbench-coordinator").Template.Metadata.Annotations["prometheus.io/path"]);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Agents_and_seed_nodes_call_each_coordinator_as_it_calls_itself(string overlay)
    {
        var coordinators = Deployment.Workload(overlay, "actorbench-coordinator");
        var env = coordinators.Container.Env.ToDictionary(e => e.Name, e => e.Value);
        var own = Enumerable.Range(0, coordinators.Replicas)
            .Select(i => env["ACTORBENCH_PUBLICADDRESS"].Replace("$(POD_NAME)", $"{coordinators.Name}-{i}", StringComparison.Ordinal) + ":" + env["ACTORBENCH_PORT"]).ToList();

        Assert.Equal(own, env.Where(e => e.Key.StartsWith("ACTORBENCH_SEEDNODES__", StringComparison.Ordinal)).OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => e.Value));
        foreach (var agent in Deployment.Workloads(overlay).Where(w => w.IsAgent))
            Assert.Equal(own, agent.Container.Args.Where(a => a.StartsWith("--coordinator=", StringComparison.Ordinal)).Select(a => a.Split('=')[1]));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Three_coordinators_share_a_database_and_one_has_a_file(string overlay)
    {
        var coordinators = Deployment.Workload(overlay, "actorbench-coordinator");
        var store = coordinators.Container.Env.Single(e => e.Name == "ACTORBENCH_STORE").Value;

        Assert.Equal(overlay == "cluster" ? 3 : 1, coordinators.Replicas);
        Assert.Equal(coordinators.Replicas > 1, store.StartsWith("postgresql://", StringComparison.Ordinal));
        Assert.True(coordinators.Pod.TerminationGracePeriodSeconds >= 75);
    }

    private static string? Value(object options, string[] words) => words.Aggregate((object?)options, (value, word) => value switch
    {
        // A list of one, whatever its number.
        string[] list => list[^1],
        _ => Assert.IsType<object>(value, exactMatch: false).GetType().GetProperty(word, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.GetValue(value),
    }) is { } found ? Convert.ToString(found, CultureInfo.InvariantCulture) : null;

    private static IEnumerable<string> References(string? text) => Reference().Matches(text ?? "").Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"\$\(([A-Z_]+)\)")]
    private static partial Regex Reference();
}
