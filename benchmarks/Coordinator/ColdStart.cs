using System.Diagnostics;
using System.Globalization;
using ActorBench.CoordinatorBenchmark.Pairs;
using ActorBench.Pbm.Client;

namespace ActorBench.CoordinatorBenchmark;

/// <summary>A standing coordinator begins on the store of a long campaign: when it answers first, and how fast after that.</summary>
/// <remarks>The store has no snapshot at its first start, so that every trial is read. The machine's page cache is warm.</remarks>
internal sealed class ColdStart(string program)
{
    private const int CellsOfBlock = 100;
    private const int Pairs = 10;
    private const int Starts = 5;
    private const int Questions = 11;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly string _pbm = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(program))!, "pbm");

    public void Print(int trials)
    {
        using var subject = StandingCoordinator.Of(program);
        using (var first = StandingCoordinator.Start(subject))
        {
            first.Submit(Campaign(trials / CellsOfBlock / Pairs));
            first.Stop();
        }

        var filled = FilledStore.Fill(subject.Store);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{filled} trials of {Pairs} pairs, a store of {new FileInfo(subject.Store).Length >> 20} MiB"));
        List<double> starts = [];
        List<double> cpu = [];
        for (var start = 1; start <= Starts; start++)
        {
            var clock = Stopwatch.GetTimestamp();
            using var coordinator = StandingCoordinator.Launch(subject);
            Subject.Until(() => Answers(coordinator), "the first answer", Bound);
            starts.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            cpu.Add(coordinator.Cpu.TotalMilliseconds);
            if (start == Starts)
            {
                Console.WriteLine($"  campaign show after a cold start: {starts[0]:0} ms without a snapshot, {Spread.Of(starts.Skip(1), "ms")} with one; CPU until then {cpu[0]:0} ms, {Spread.Of(cpu.Skip(1), "ms")}");
                PrintAnswers(coordinator);
            }

            coordinator.Stop();
        }
    }

    private void PrintAnswers(StandingCoordinator coordinator)
    {
        PrintAnswer("campaign show", () => coordinator.Ask("campaign", "show"));
        PrintAnswer("campaign list", () => coordinator.Ask("campaign", "list"));
        PrintAnswer("pbm campaign show, its process's start included", () => RunPbm(coordinator.CommandPort));
        Console.WriteLine($"  largest resident set of the coordinator {coordinator.PeakMiB:0} MiB");
    }

    private static void PrintAnswer(string what, Action ask) => Console.WriteLine($"  {what}: {Spread.Of(Enumerable.Range(0, Questions).Select(_ => Milliseconds(ask)).ToList(), "ms")}");

    private static double Milliseconds(Action ask)
    {
        var started = Stopwatch.GetTimestamp();
        ask();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static bool Answers(StandingCoordinator coordinator)
    {
        try
        {
            return coordinator.Ask("campaign", "show").Count > 0;
        }
        catch (CommandException)
        {
            // Its port is not open yet.
            return false;
        }
    }

    private void RunPbm(int port)
    {
        using var pbm = Process.Start(new ProcessStartInfo(_pbm, [$"127.0.0.1:{port}", "campaign", "show"]) { RedirectStandardOutput = true })!;
        pbm.StandardOutput.ReadToEnd();
        pbm.WaitForExit();
        if (pbm.ExitCode != 0) throw new InvalidOperationException($"pbm ended with {pbm.ExitCode}.");
    }

    /// <summary>One repetition more than is filled in: a campaign that still runs.</summary>
    private static string Campaign(int repetitions) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: scale
        hosts: [{{string.Join(", ", Enumerable.Range(1, 2 * Pairs).Select(host => $"h{host}"))}}]
        pairs: disjoint
        platforms: [native, bridge]
        protocols: { tcp: { sizes: 1 B .. {{CellsOfBlock / 2}} B +1 B } }
        trial: { duration: 1 s }
        repetitions: {{repetitions + 1}}
        """);
}
