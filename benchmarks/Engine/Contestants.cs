using System.Diagnostics;
using System.Globalization;
using ActorBench.Messages.Plans;

namespace ActorBench.EngineBenchmark;

internal sealed record BenchmarkCell(Protocol Protocol, int Bytes)
{
    public string Name => $"{(Protocol == Protocol.Tcp ? "TCP" : "UDP")} {(Bytes % 1024 == 0 ? $"{Bytes / 1024} KiB" : $"{Bytes} B")}";
}

/// <summary>Something that can run a number of exchanges and say how fast it was.</summary>
internal interface IContestant
{
    string Name { get; }

    /// <returns>Exchanges a second.</returns>
    double Run(BenchmarkCell cell, long exchanges);
}

/// <summary>The engine, in one process a namespace, both measuring threads on the same processor.</summary>
internal sealed class EngineContestant : IContestant
{
    private readonly Process _responder;
    private readonly Process _initiator;

    public EngineContestant(Lab lab, int cpu)
    {
        var (dotnet, program) = (Environment.ProcessPath!, typeof(EngineContestant).Assembly.Location);
        var on = cpu.ToString(CultureInfo.InvariantCulture);
        _responder = lab.Start(responder: true, dotnet, program, "respond", Lab.Responder, on);
        var port = _responder.StandardOutput.ReadLine()!;
        _initiator = lab.Start(responder: false, dotnet, program, "initiate", $"{Lab.Responder}:{port}", on);
    }

    public string Name => "engine";

    public double Run(BenchmarkCell cell, long exchanges)
    {
        var order = EngineEnds.Order(cell, exchanges);
        _responder.StandardInput.WriteLine(order);
        _initiator.StandardInput.WriteLine(order);
        var elapsedNs = double.Parse(_initiator.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        _responder.StandardOutput.ReadLine();
        return exchanges * 1e9 / elapsedNs;
    }
}

/// <summary>The C loop, compiled here, with the warm-up of the engine; both ends pinned to the same processor.</summary>
internal sealed class LoopContestant : IContestant
{
    private const string Port = "7007";

    private readonly Lab _lab;
    private readonly string _program;
    private readonly string _cpu;

    public LoopContestant(Lab lab, int cpu, string program)
    {
        (_lab, _program, _cpu) = (lab, program, cpu.ToString(CultureInfo.InvariantCulture));
        lab.Start(responder: true, "taskset", "-c", _cpu, program, "respond", Lab.Responder, Port);
    }

    public string Name => "C loop";

    /// <returns>Null where there is no compiler.</returns>
    public static string? Compile(string folder)
    {
        var program = Path.Combine(folder, "loop");
        try
        {
            using var gcc = Process.Start("gcc", ["-O2", "-o", program, Path.Combine(AppContext.BaseDirectory, "loop.c")]);
            gcc.WaitForExit();
            return gcc.ExitCode == 0 ? program : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public double Run(BenchmarkCell cell, long exchanges)
    {
        var elapsedNs = _lab.Run(
            "taskset", "-c", _cpu, _program, "initiate", Lab.Responder, Port,
            cell.Protocol == Protocol.Tcp ? "tcp" : "udp",
            cell.Bytes.ToString(CultureInfo.InvariantCulture),
            EngineEnds.WarmupNs.ToString(CultureInfo.InvariantCulture),
            exchanges.ToString(CultureInfo.InvariantCulture));
        return exchanges * 1e9 / double.Parse(elapsedNs, CultureInfo.InvariantCulture);
    }
}

/// <summary>netperf's own request-response tests in exchange-count mode; both ends pinned to the same processor.</summary>
/// <remarks>It knows no warm-up: slow start and cold caches are in its window, so short windows flatter its rivals at large messages.</remarks>
internal sealed class NetperfContestant : IContestant
{
    private const string Port = "12865";

    private readonly Lab _lab;
    private readonly string _cpu;

    public NetperfContestant(Lab lab, int cpu)
    {
        (_lab, _cpu) = (lab, cpu.ToString(CultureInfo.InvariantCulture));
        lab.Start(responder: true, "taskset", "-c", _cpu, "netserver", "-D", "-4", "-L", Lab.Responder, "-p", Port);
    }

    public string Name => "netperf";

    public static bool IsThere => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, "netperf")) && File.Exists(Path.Combine(folder, "netserver")));

    public double Run(BenchmarkCell cell, long exchanges)
    {
        var output = _lab.Run(
            "taskset", "-c", _cpu, "netperf", "-4", "-P", "0", "-H", Lab.Responder, "-p", Port,
            "-t", cell.Protocol == Protocol.Tcp ? "TCP_RR" : "UDP_RR",
            "-l", string.Create(CultureInfo.InvariantCulture, $"-{exchanges}"),
            "--", "-r", string.Create(CultureInfo.InvariantCulture, $"{cell.Bytes},{cell.Bytes}"), "-k", "TRANSACTION_RATE");
        var line = output.Split('\n').First(text => text.StartsWith("TRANSACTION_RATE=", StringComparison.Ordinal));
        return double.Parse(line.Split('=')[1], CultureInfo.InvariantCulture);
    }
}
