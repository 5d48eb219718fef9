using ActorBench.Tests;

namespace ActorBench.Deploy.Tests;

/// <summary>Pods of the overlay <c>local</c> on one machine: an address for each, names from a file of hosts, secrets from folders.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string CoordinatorName = "actorbench-coordinator-0.actorbench-coordinator";

    private readonly Machine _machine;
    private readonly List<IDisposable> _files = [];
    private readonly List<(string Name, Container Pod)> _pods = [];
    private readonly Secrets _secrets = new(10001, CoordinatorName, "127.0.0.1");
    private int _addresses;

    private Cluster(Machine machine) => _machine = machine;

    public static async Task<Cluster> StartAsync()
    {
        Container.SkipWhereNoneRuns();
        var machine = await Machine.StartAsync("cluster");
        await machine.DoAsync("ip link add pods type veth peer name peer && ip link set peer up && ip link set pods up");
        return new Cluster(machine);
    }

    public Machine Machine => _machine;

    /// <param name="node">Where it runs; pods and the node's own network have different addresses, as in a cluster.</param>
    public async Task<(Container Pod, string Address)> RunAsync(string manifest, int index, string node)
    {
        var workload = Deployment.Workload("local", manifest);
        var address = $"10.77.0.{++_addresses}";
        await _machine.DoAsync($"ip address add {address}/24 dev pods");
        var image = Image.Build(workload.Container.Image.Split(':')[0]["actorbench-".Length..]);
        _files.Add(image);
        var fields = new Dictionary<string, string>
        {
            ["spec.nodeName"] = node,
            ["metadata.name"] = $"{manifest}-{index}",
            ["status.podIP"] = address,
            ["status.hostIP"] = address,
        };
        var pod = Container.Start(image, workload, fields, _secrets.Folders, $"10.77.0.1 {CoordinatorName}\n{address} {manifest}-{index}\n", _machine);
        _pods.Add((manifest, pod));
        return (pod, address);
    }

    /// <summary>The operator's program at the forwarded command port.</summary>
    public async Task<string> OperateAsync(string words)
    {
        var (code, said) = await _machine.TryAsync(
            $"ACTORBENCH_TOKEN_FILE={_secrets.Folders["token"]}/token ACTORBENCH_TLS_AUTHORITY={_secrets.Folders["tls"]}/ca.crt " +
            $"DOTNET_ROOT={Container.DotnetRoot} HOME=/tmp {Path.Combine(AppContext.BaseDirectory, "actorbench")} {words} --coordinator https://127.0.0.1:9110");
        if (code == 0) return said;
        var errors = new List<string>();
        foreach (var (name, pod) in Enumerable.Reverse(_pods)) errors.Add($"--- {name}\n{(await pod.StopAsync(TimeSpan.FromSeconds(75))).Errors}");
        throw new Xunit.Sdk.XunitException($"'{words}' ended with {code}:\n{said}\n{string.Join('\n', errors)}");
    }

    /// <summary>As the kubelet does; each has to end well within its grace period.</summary>
    public async Task StopAsync()
    {
        foreach (var (name, pod) in Enumerable.Reverse(_pods))
        {
            var (code, errors) = await pod.StopAsync(TimeSpan.FromSeconds(Deployment.Workload("local", name).Pod.TerminationGracePeriodSeconds!.Value));
            Assert.True(code == 0, $"{name} ended with {code}: {errors}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, pod) in _pods) await pod.DisposeAsync();
        await _machine.DisposeAsync();
        foreach (var files in _files) files.Dispose();
        _secrets.Dispose();
    }
}
