using System.Diagnostics;
using k8s;
using k8s.Models;

namespace ActorBench.Deploy.Tests;

/// <summary>The files under <c>deploy</c>, and the objects that an overlay renders to.</summary>
internal static class Deployment
{
    public static readonly string[] Overlays = ["local", "cluster"];

    private static readonly Dictionary<string, IReadOnlyList<IKubernetesObject<V1ObjectMeta>>> Rendered = [];

    public static string Root { get; } = Up(AppContext.BaseDirectory);

    public static string Folder(params string[] parts) => Path.Combine([Root, "deploy", .. parts]);

    public static TheoryData<string> All => [.. Overlays];

    /// <summary>Every object, bound to its typed model: a field that the model does not have is an error.</summary>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects(string overlay)
    {
        lock (Rendered)
        {
            if (!Rendered.TryGetValue(overlay, out var objects)) Rendered[overlay] = objects = Bind(Render(overlay));
            return objects;
        }
    }

    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Bind(string yaml) =>
        [.. KubernetesYaml.LoadAllFromString(yaml, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];

    public static IReadOnlyList<T> Of<T>(string overlay) => [.. Objects(overlay).OfType<T>()];

    /// <summary>Pods by the name of what makes them.</summary>
    public static IReadOnlyList<Workload> Workloads(string overlay) =>
    [
        .. Of<V1StatefulSet>(overlay).Select(s => new Workload(s.Metadata.Name, s.Spec.Selector, s.Spec.Template, s.Spec.Replicas ?? 1, [.. s.Spec.VolumeClaimTemplates ?? []])),
        .. Of<V1DaemonSet>(overlay).Select(d => new Workload(d.Metadata.Name, d.Spec.Selector, d.Spec.Template, 1, [])),
    ];

    public static Workload Workload(string overlay, string name) => Assert.Single(Workloads(overlay), w => w.Name == name);

    private static string Render(string overlay)
    {
        var folder = Folder("k8s", "overlays", overlay);
        string[] command = Has("kubectl") ? ["kubectl", "kustomize", folder] : ["kustomize", "build", folder];
        Assert.SkipUnless(Has("kubectl") || Has("kustomize"), "Neither kubectl nor kustomize is installed, and nothing else renders an overlay.");
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var yaml = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        Assert.Equal("", errors.Result);
        return yaml;
    }

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string Up(string folder) =>
        File.Exists(Path.Combine(folder, "ActorBench.sln")) ? folder : Up(Path.GetDirectoryName(folder.TrimEnd('/'))!);
}

/// <param name="Claims">Volumes that each pod gets of its own.</param>
internal sealed record Workload(string Name, V1LabelSelector Selector, V1PodTemplateSpec Template, int Replicas, IReadOnlyList<V1PersistentVolumeClaim> Claims)
{
    public V1PodSpec Pod => Template.Spec;

    public V1Container Container => Assert.Single(Pod.Containers);

    public bool IsAgent => Template.Metadata.Labels.ContainsKey("actorbench.io/agent");

    public bool IsMeantBy(IDictionary<string, string>? labels) =>
        (labels ?? new Dictionary<string, string>()).All(l => Template.Metadata.Labels.TryGetValue(l.Key, out var value)
            ? value == l.Value
            // Set by the controller, with the pod's name.
            : l.Key == "statefulset.kubernetes.io/pod-name" && Enumerable.Range(0, Replicas).Any(i => l.Value == $"{Name}-{i}"));
}
