using System.Globalization;
using System.Net;
using ActorBench.Campaigns.Plans;
using ActorBench.HostNode.Images;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Labs.Machines;
using ActorBench.HostNode.Labs.Standing;
using ActorBench.HostNode.Platforms;
using ActorBench.Messages.Trials;

namespace ActorBench.Cli.Labs;

/// <summary>Each host a namespace with its own host node process, or with a machine in which that runs.</summary>
internal sealed class NetnsLocalLab : ILocalLab
{
    private readonly NetnsLab _lab;
    private readonly int _hosts;
    private readonly Dom0Machines? _machines;
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Task> _keepers = [];
    private readonly TaskCompletionSource<LabFailure> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NetnsLocalLab(NetnsLab lab, int hosts, Dom0Machines? machines)
    {
        _lab = lab;
        _hosts = hosts;
        _machines = machines;
        Facts = machines is null ? lab.Facts : new SortedDictionary<string, string>(lab.Facts.Concat(machines.Facts).ToDictionary(), StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, string> Facts { get; }

    public IPAddress CoordinatorAddress => _lab.CoordinatorAddress;

    public IReadOnlyList<LabHost> Hosts =>
    [
        .. Enumerable.Range(1, _hosts).Select(_lab.Host).Select(host => new LabHost(
            $"h{Text(host.HostNumber)}", _machines is null ? host.HostNamespace : $"dom0 of a machine in {host.HostNamespace}", host.DataAddress.ToString(), host.ManagementAddress!.ToString())),
    ];

    /// <summary>Many processes that start at once on a loaded machine.</summary>
    public TimeSpan HostsBound => _machines is null ? TimeSpan.FromSeconds(60 + _hosts) : Dom0Machines.StartBound * _hosts;

    public Task<LabFailure> Failed => _failed.Task;

    /// <param name="dom0">What its hosts are to be machines of; null: namespaces.</param>
    public static async Task<NetnsLocalLab> UpAsync(LabSpec spec, Dom0Image? dom0, CancellationToken cancel)
    {
        // The scheduler shares the processors between machines better than any pinning: each is one thread that never rests.
        var asked = Words.CpuPolicies.Of(spec.Cpus);
        var policy = dom0 is null ? asked : Words.CpuPolicies.Of(CpuPolicy.None);
        var lab = await NetnsLab.Up(
            new NetnsLabOptions(spec.Hosts, spec.RateBitsPerSecond, spec.Mtu, policy, Words.Wires.Of(spec.Wire), NodePrograms.Wire), cancel).ConfigureAwait(false);
        NetnsLocalLab local;
        try
        {
            local = new NetnsLocalLab(lab, spec.Hosts, dom0 is null ? null : await Dom0Machines.Create(lab, spec.Hosts, asked, dom0, cancel).ConfigureAwait(false));
        }
        catch
        {
            await lab.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        local.WatchLab();
        try
        {
            await local.LeaveMeasuringCpusAsync(cancel).ConfigureAwait(false);
            return local;
        }
        catch
        {
            await local.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public WireReading? ReadWire() => _lab.ReadWire();

    public void StartHosts(string coordinator)
    {
        for (var host = 1; host <= _hosts; host++) _keepers.Add(KeepHostAsync(host, coordinator));
    }

    public async Task StopHostsAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_keepers).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopHostsAsync().ConfigureAwait(false);
        await _lab.DisposeAsync().ConfigureAwait(false);
        _ending.Dispose();
    }

    private void WatchLab() => _ = _lab.Broken.ContinueWith(
        broken => _failed.TrySetResult(new(ExitCode.Internal, broken.Result)), TaskScheduler.Default);

    /// <summary>Moves all threads of this process, and so all later ones, off the processors that measure.</summary>
    private async Task LeaveMeasuringCpusAsync(CancellationToken cancel)
    {
        if (_lab.OtherCpus is not { } others) return;
        await Tool.Run(
            "taskset", ["--all-tasks", "--pid", "--cpu-list", CpuList(others), Text(Environment.ProcessId)], TimeSpan.FromSeconds(5), cancel)
            .ConfigureAwait(false);
    }

    private async Task KeepHostAsync(int host, string coordinator)
    {
        try
        {
            if (await Keeper(host, coordinator).RunAsync(_ending.Token).ConfigureAwait(false) is { } failure)
                _failed.TrySetResult(failure);
        }
        catch (Exception e)
        {
            // Nobody waits for this task before the run is over, and without its host the run never would be.
            var (code, sentence) = Failures.Describe(e);
            _failed.TrySetResult(new(code, $"The host node of h{host} can't be kept up: {sentence}"));
        }
    }

    private HostNodeKeeper Keeper(int host, string coordinator) => _machines is null
        ? new($"h{host}", Command(host, coordinator))
        : new($"h{host}", _machines.Command(host, coordinator)) { Quick = Dom0Machines.StartBound, MostQuickEnds = 2 };

    private string[] Command(int host, string coordinator)
    {
        var network = _lab.Host(host);
        return
        [
            .. _lab.EnterHost(host),
            // Not the coordinator's set, which it would inherit. Between two windows its threads need every processor to be quick; inside one
            // they sleep, and the measuring thread pins itself.
            .. _lab.OtherCpus is not null ? (string[])[Tool.Find("taskset") ?? "taskset", "--cpu-list", CpuList(AllCpus)] : [],
            .. NodePrograms.Host,
            "--host", $"h{host}",
            "--coordinator", coordinator,
            "--management-address", network.ManagementAddress!.ToString(),
            "--data-address", network.DataAddress.ToString(),
            .. _lab.MeasuringCpu(host) is { } cpu ? (string[])["--cpu", Text(cpu)] : [],
            "--network", network.ToArgument(),
            .. NodePrograms.Guest.SelectMany(word => (string[])["--guest-program", word]),
            "--lab",
            "--with-parent",
        ];
    }

    private int[] AllCpus => [.. Enumerable.Range(1, _hosts).Select(_lab.MeasuringCpu).OfType<int>().Concat(_lab.OtherCpus!).Distinct()];

    private static string CpuList(IReadOnlyList<int> cpus) => string.Join(',', cpus.Select(Text));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
