using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorBench.Coordinator.Programs;

namespace ActorBench.CoordinatorBenchmark.Pairs;

/// <summary>A standing coordinator in a process of its own. It is of the benchmark's build, since it takes agents of its own build only.</summary>
internal sealed class StandingCoordinator : IDisposable
{
    /// <summary>First argument of the process that <see cref="RunAsync"/> runs in.</summary>
    public const string Word = "standing-coordinator";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly Subject _subject;
    private readonly string _program;
    private readonly Process _process;

    private StandingCoordinator(Subject subject, string program, int[] ports)
    {
        (_subject, _program, Port, CommandPort) = (subject, program, ports[0], ports[1]);
        _process = subject.Start([.. ports.Select(port => port.ToString(CultureInfo.InvariantCulture))]);
    }

    public int Port { get; }

    public int CommandPort { get; }

    /// <summary>CPU time of all its threads so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double PeakMiB => new Member(_process.Id, "coordinator").PeakMiB;

    public static Subject Subject() => new(Environment.ProcessPath!, typeof(StandingCoordinator).Assembly.Location, Word);

    /// <param name="arguments">Ports for agents, commands and health, then the store.</param>
    public static Task<int> RunAsync(string[] arguments) => new CoordinatorProgram(
        new CoordinatorOptions { Port = Number(arguments[0]), CommandPort = Number(arguments[1]), HealthPort = Number(arguments[2]), Store = arguments[^1] }, Word).RunAsync();

    /// <param name="program">Submits campaigns.</param>
    public static StandingCoordinator Start(Subject subject, string program)
    {
        var coordinator = new StandingCoordinator(subject, program, FreePorts(3));
        try
        {
            CoordinatorBenchmark.Subject.Until(coordinator.Answers, "the coordinator's command port", Bound);
            return coordinator;
        }
        catch
        {
            coordinator.Dispose();
            throw;
        }
    }

    /// <returns>The campaign's id.</returns>
    public string Submit(string yaml)
    {
        using var submit = Process.Start(new ProcessStartInfo(
            _program, ["run", _subject.Campaign(yaml), "--coordinator", $"127.0.0.1:{CommandPort}", "--detach"])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = submit.StandardError.ReadToEndAsync();
        var id = submit.StandardOutput.ReadToEnd().Trim();
        submit.WaitForExit();
        return submit.ExitCode == 0 ? id : throw new InvalidOperationException($"The campaign was not taken: {error.Result}");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private bool Answers()
    {
        if (_process.HasExited) throw new InvalidOperationException($"The coordinator ended with {_process.ExitCode}: {_subject.LastError}");
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, CommandPort);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
