using System.Diagnostics;

namespace ActorBench.EngineBenchmark;

/// <summary>Two network namespaces joined by a veth that nothing shapes; gone when disposed.</summary>
internal sealed class Lab : IDisposable
{
    public const string Initiator = "10.99.7.1";
    public const string Responder = "10.99.7.2";

    private readonly string _near = $"abench-{Environment.ProcessId}-i";
    private readonly string _far = $"abench-{Environment.ProcessId}-r";
    private readonly List<Process> _children = [];

    private Lab()
    {
    }

    public static Lab Open()
    {
        var lab = new Lab();
        try
        {
            Ip($"netns add {lab._near}");
            Ip($"netns add {lab._far}");
            Ip($"-n {lab._near} link add data type veth peer name data netns {lab._far}");
            foreach (var (space, address) in new[] { (lab._near, Initiator), (lab._far, Responder) })
            {
                Ip($"-n {space} addr add {address}/30 dev data");
                Ip($"-n {space} link set data up");
                Ip($"-n {space} link set lo up");
            }

            return lab;
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    /// <summary>Starts a program in one of the two namespaces; it is killed with the lab if it still runs.</summary>
    public Process Start(bool responder, params string[] command)
    {
        var start = new ProcessStartInfo("ip", ["netns", "exec", responder ? _far : _near, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"Can't start {command[0]}.");
        lock (_children) _children.Add(process);
        return process;
    }

    /// <summary>Runs a program in the initiator's namespace to its end.</summary>
    /// <returns>What it wrote.</returns>
    public string Run(params string[] command)
    {
        using var process = Start(responder: false, command);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        lock (_children) _children.Remove(process);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {output}");
    }

    public void Dispose()
    {
        lock (_children)
        {
            foreach (var child in _children)
            {
                if (!child.HasExited) child.Kill(entireProcessTree: true);
                child.Dispose();
            }

            _children.Clear();
        }

        foreach (var space in new[] { _near, _far }) Try($"netns del {space}");
    }

    private static void Ip(string arguments)
    {
        if (Try(arguments) != 0) throw new InvalidOperationException($"'ip {arguments}' failed; this benchmark needs root and iproute2.");
    }

    private static int Try(string arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true });
        ip!.StandardError.ReadToEnd();
        ip.WaitForExit();
        return ip.ExitCode;
    }
}
