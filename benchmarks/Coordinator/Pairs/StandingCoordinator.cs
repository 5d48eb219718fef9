using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ActorBench.Coordinator.Programs;
using ActorBench.Messages.Commands;
using ActorBench.Pbm.Client;

namespace ActorBench.CoordinatorBenchmark.Pairs;

/// <summary>A standing coordinator in a process of its own.</summary>
internal sealed class StandingCoordinator : IDisposable
{
    /// <summary>First argument of the process that <see cref="RunAsync"/> runs in.</summary>
    public const string Word = "standing-coordinator";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly Subject _subject;
    private readonly CommandClient _client;
    private readonly Process _process;

    private StandingCoordinator(Subject subject, int[] ports)
    {
        (_subject, Port, CommandPort) = (subject, ports[0], ports[1]);
        _client = new CommandClient(new CoordinatorAddress(null, "127.0.0.1", CommandPort, false), new ClientSettings(null, null));
        _process = subject.Start([.. ((string[])["--port", "--command-port", "--health-port"]).Zip(ports, (flag, port) => $"{flag}={port}")]);
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

    /// <summary>A coordinator of the benchmark's build, which simulated agents are of; a coordinator takes none of another.</summary>
    public static Subject Own() => new(Environment.ProcessPath!, typeof(StandingCoordinator).Assembly.Location, Word);

    /// <summary>The coordinator that a user starts.</summary>
    public static Subject Of(string program) => new(program, "coordinator");

    public static Task<int> RunAsync(string[] arguments) => CoordinatorCommand.Create().Parse(arguments).InvokeAsync();

    /// <summary>Returns with the process alive and its ports not yet open.</summary>
    public static StandingCoordinator Launch(Subject subject) => new(subject, FreePorts(3));

    public static StandingCoordinator Start(Subject subject)
    {
        var coordinator = Launch(subject);
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
    public string Submit(string yaml) => Ask("campaign", "submit", ("file", yaml)).Single();

    /// <returns>The lines of the answer.</returns>
    public IReadOnlyList<string> Ask(string palette, string command, params (string Name, string Value)[] arguments) =>
        [.. _client.RunAsync(palette, command, new CommandRequest(arguments.ToDictionary(a => a.Name, a => a.Value)), CancellationToken.None).ToBlockingEnumerable()];

    /// <summary>Ends it in order, so that its next start waits for nobody.</summary>
    public void Stop()
    {
        using (Process.Start("kill", ["-TERM", $"{_process.Id}"])) _process.WaitForExit();
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
}
