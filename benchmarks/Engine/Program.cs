using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using ActorBench.EngineBenchmark;
using ActorBench.Messages.Plans;

switch (args)
{
    case ["respond", var address, var cpu]:
        await EngineEnds.Respond(IPAddress.Parse(address), int.Parse(cpu, CultureInfo.InvariantCulture));
        return 0;
    case ["initiate", var responder, var cpu]:
        await EngineEnds.Initiate(IPEndPoint.Parse(responder), int.Parse(cpu, CultureInfo.InvariantCulture));
        return 0;
}

// [--pairs N] [--seconds S] [--cpu N] [--only TEXT]
var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
var pairs = int.Parse(options.GetValueOrDefault("--pairs", "41"), CultureInfo.InvariantCulture);
var seconds = double.Parse(options.GetValueOrDefault("--seconds", "0.35"), CultureInfo.InvariantCulture);
var onCpu = int.Parse(options.GetValueOrDefault("--cpu", $"{Environment.ProcessorCount - 1}"), CultureInfo.InvariantCulture);
var only = options.GetValueOrDefault("--only", "");

BenchmarkCell[] cells =
[
    .. new[] { 1, 512, 8 << 10, 64 << 10, 1 << 20 }.Select(bytes => new BenchmarkCell(Protocol.Tcp, bytes)),
    .. new[] { 1, 512, 8 << 10, 32 << 10 }.Select(bytes => new BenchmarkCell(Protocol.Udp, bytes)),
];

var folder = Directory.CreateTempSubdirectory("abench-");
using var lab = Lab.Open();
void CleanUp()
{
    lab.Dispose();
    if (folder.Exists) folder.Delete(recursive: true);
}

// A signal ends the process by its default action only after the namespaces are gone.
void OnSignal(PosixSignalContext context)
{
    CleanUp();
    Environment.Exit(128 + (context.Signal == PosixSignal.SIGINT ? 2 : 15));
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
try
{
    var engine = new EngineContestant(lab, onCpu);
    List<IContestant> rivals = [];
    if (LoopContestant.Compile(folder.FullName) is { } loop) rivals.Add(new LoopContestant(lab, onCpu, loop));
    else Console.WriteLine("No gcc on this machine: the C loop is left out.");
    if (NetperfContestant.IsThere) rivals.Add(new NetperfContestant(lab, onCpu));
    else Console.WriteLine("No netperf on this machine: it is left out.");
    Comparison.Print(engine, rivals, [.. cells.Where(cell => cell.Name.Contains(only, StringComparison.OrdinalIgnoreCase))], pairs, seconds);
    return 0;
}
finally
{
    CleanUp();
}
