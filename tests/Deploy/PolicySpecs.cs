using k8s.Models;

namespace ActorBench.Deploy.Tests;

/// <summary>Least privilege, as S-14 of the requirements asks.</summary>
public sealed class PolicySpecs
{
    public static TheoryData<string> Overlays => Deployment.All;

    [Theory]
    [MemberData(nameof(Overlays))]
    public void No_container_runs_as_root_or_may_become_it(string overlay)
    {
        foreach (var workload in Deployment.Workloads(overlay))
        {
            var pod = workload.Pod.SecurityContext;
            Assert.True(pod.RunAsNonRoot, workload.Name);
            Assert.True(pod.RunAsUser > 0 && pod.RunAsGroup > 0, workload.Name);
            Assert.Equal("RuntimeDefault", pod.SeccompProfile.Type);
            foreach (var container in workload.Pod.Containers.Concat(workload.Pod.InitContainers ?? []))
            {
                var context = container.SecurityContext;
                Assert.False(context.AllowPrivilegeEscalation ?? true, container.Name);
                Assert.True(context.ReadOnlyRootFilesystem, container.Name);
                Assert.Equal(["ALL"], context.Capabilities.Drop);
                Assert.Null(context.Capabilities.Add);
                Assert.NotEqual(true, context.Privileged);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Only_a_host_node_stands_in_its_nodes_network_and_nobody_in_other_namespaces_of_it(string overlay)
    {
        foreach (var workload in Deployment.Workloads(overlay))
        {
            Assert.Equal((workload.Name, workload.Name == "actorbench-host"), (workload.Name, workload.Pod.HostNetwork ?? false));
            Assert.NotEqual(true, workload.Pod.HostPID);
            Assert.NotEqual(true, workload.Pod.HostIPC);
            Assert.DoesNotContain(workload.Pod.Volumes, volume => volume.HostPath is not null);
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Nobody_has_rights_or_a_token_at_the_api_server(string overlay)
    {
        Assert.DoesNotContain(Deployment.Objects(overlay), o => o is V1Role or V1ClusterRole or V1RoleBinding or V1ClusterRoleBinding);
        Assert.All(Deployment.Of<V1ServiceAccount>(overlay), account => Assert.False(account.AutomountServiceAccountToken ?? true));
        Assert.All(Deployment.Workloads(overlay), workload => Assert.Equal((false, "actorbench"), (workload.Pod.AutomountServiceAccountToken ?? true, workload.Pod.ServiceAccountName)));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Secrets_are_files_that_are_referred_to_and_none_is_in_the_manifests(string overlay)
    {
        Assert.DoesNotContain(Deployment.Objects(overlay), o => o is V1Secret);
        foreach (var workload in Deployment.Workloads(overlay))
        {
            Assert.DoesNotContain(workload.Container.Env ?? [], e => e.ValueFrom?.SecretKeyRef is not null);
            Assert.DoesNotContain(workload.Container.Env ?? [], e => e.Name.EndsWith("PASSWORD", StringComparison.Ordinal));
            Assert.All(workload.Pod.Volumes.Where(v => v.Secret is not null), v => Assert.Equal(Convert.ToInt32("440", 8), v.Secret.DefaultMode));
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Everybody_says_what_it_needs_and_agents_are_not_throttled(string overlay)
    {
        foreach (var workload in Deployment.Workloads(overlay))
        {
            var resources = workload.Container.Resources;
            Assert.Equal(["cpu", "memory"], resources.Requests.Keys.Order());
            Assert.Equal(["memory"], resources.Limits.Keys);
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Traffic_is_denied_but_for_what_a_policy_lets_through(string overlay)
    {
        var policies = Deployment.Of<V1NetworkPolicy>(overlay);
        var deny = Assert.Single(policies, p => p.Spec.PodSelector.MatchLabels is null && p.Spec.Egress is null);
        Assert.Equal(["Ingress", "Egress"], deny.Spec.PolicyTypes);
        Assert.Null(deny.Spec.Ingress);
        foreach (var policy in policies)
        {
            foreach (var rule in policy.Spec.Ingress ?? [])
            {
                Assert.NotEmpty(rule.FromProperty);
                Assert.NotEmpty(rule.Ports);
            }

            foreach (var rule in policy.Spec.Egress ?? [])
            {
                Assert.NotEmpty(rule.To);
                Assert.NotEmpty(rule.Ports);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void The_namespace_enforces_what_the_pods_keep_to(string overlay)
    {
        var level = Assert.Single(Deployment.Of<V1Namespace>(overlay)).Metadata.Labels["pod-security.kubernetes.io/enforce"];

        Assert.Equal(Deployment.Workloads(overlay).Any(w => w.Pod.HostNetwork == true) ? "privileged" : "restricted", level);
    }
}
