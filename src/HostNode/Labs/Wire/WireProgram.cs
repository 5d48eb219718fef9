using System.CommandLine;
using System.Runtime.InteropServices;
using ActorBench.Agents;

namespace ActorBench.HostNode.Labs.Wire;

/// <summary>The switch process of a lab with a serialised wire; the lab that starts it fills its arguments in.</summary>
public static class WireProgram
{
    public const string Name = "wire";

    public static Command CreateCommand()
    {
        var rate = new Option<long>("--rate") { Description = "Bits a second of every port, each way.", Required = true };
        var mtu = new Option<int>("--mtu") { Description = "Largest IP packet.", Required = true };
        var counters = new Option<string>("--counters") { Description = "File of the counters, made by the lab.", Required = true };
        var ports = new Argument<string[]>("ports") { Description = "Interfaces of the switch.", Arity = ArgumentArity.OneOrMore };
        var command = new Command(Name, "Play the switch of a lab whose wire holds every frame for its time.") { rate, mtu, counters, ports };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed.GetValue(rate), parsed.GetValue(mtu), parsed.GetValue(counters)!, parsed.GetValue(ports)!));
        return command;
    }

    /// <summary>Until its standard input ends or it is told to.</summary>
    internal static int Run(long bitsPerSecond, int mtu, string countersPath, IReadOnlyList<string> ports)
    {
        using var stop = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        _ = ParentWatch.InputClosed().ContinueWith(_ => stop.Cancel(), TaskScheduler.Default);
        using var counters = WireCounters.Open(countersPath);
        var wire = new SerialisingSwitch(bitsPerSecond, mtu, ports, counters);
        PacketCalls.Hurry();
        counters.SetReady();
        wire.Run(stop.Token);
        return 0;
    }
}
