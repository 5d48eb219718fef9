using System.Globalization;
using System.Net;
using ActorBench.Measurement;
using ActorBench.Messages.Plans;

namespace ActorBench.EngineBenchmark;

/// <summary>The two processes of the engine: each takes one line of standard input a trial, and ends with its input.</summary>
internal static class EngineEnds
{
    public const long WarmupNs = 50_000_000;

    private const long TimeoutNs = 60_000_000_000;
    private static readonly byte[] Token = new byte[16];

    /// <summary>Prints its port first, then a line after each trial.</summary>
    public static async Task Respond(IPAddress address, int cpu)
    {
        using var thread = new MeasuringThread("responder", cpu);
        using var listener = ExchangeListener.Open(address, SocketOptions.Untouched);
        Console.WriteLine(listener.Endpoint.Port);
        while (Console.ReadLine() is { } order)
        {
            var report = await thread.Run(() => ResponderTrial.Run(Plan(order), listener, Token, CancellationToken.None));
            Console.WriteLine(report.Exchanges);
        }
    }

    /// <summary>Prints the elapsed nanoseconds of each trial.</summary>
    public static async Task Initiate(IPEndPoint responder, int cpu)
    {
        using var thread = new MeasuringThread("initiator", cpu);
        while (Console.ReadLine() is { } order)
        {
            var report = await thread.Run(() => InitiatorTrial.Run(Plan(order), responder, Token, null, CancellationToken.None));
            if (report.Counters.Lost > 0) await Console.Error.WriteLineAsync($"lost {report.Counters.Lost} datagrams");
            Console.WriteLine(report.Counters.ElapsedNs);
        }
    }

    public static string Order(BenchmarkCell cell, long exchanges) =>
        string.Create(CultureInfo.InvariantCulture, $"{cell.Protocol} {cell.Bytes} {exchanges}");

    private static ExchangePlan Plan(string order)
    {
        var words = order.Split(' ');
        var bytes = int.Parse(words[1], CultureInfo.InvariantCulture);
        var exchanges = long.Parse(words[2], CultureInfo.InvariantCulture);
        var settings = new TrialSettings(Timing.Strict, null, exchanges, 1, WarmupNs, TimeoutNs, SocketOptions.Untouched);
        return new ExchangePlan(Enum.Parse<Protocol>(words[0]), bytes, bytes, settings);
    }
}
