using ActorBench.CoordinatorBenchmark;
using ActorBench.CoordinatorBenchmark.Pairs;
using ActorBench.Journal;
using ActorBench.Messages.Pairs;

if (args[0] == StandingCoordinator.Word) return await StandingCoordinator.RunAsync(args[1..]);

var program = args[0];
var wanted = args.Skip(1).DefaultIfEmpty("all").ToHashSet(StringComparer.Ordinal);
foreach (var (name, step) in new (string, Action)[] { ("trial-cost", TrialCost), ("status", Status), ("quiet", Quiet), ("memory", Memory), ("fold", Fold), ("pairs-10", () => Pairs(10)), ("pairs-100", () => Pairs(100)), ("pairs-1000", () => Pairs(1000)), ("cold-start-10000", () => Cold(10_000)), ("cold-start-100000", () => Cold(100_000)) })
{
    if (wanted.Contains(name) || wanted.Contains("all")) step();
}

return 0;

// From the end of one window to the start of the next, less the warm-up: collect, persist, order, connect.
void TrialCost()
{
    const double WarmupMs = 10;
    using var subject = new Subject(program);
    subject.Run("run", subject.Campaign("""
        name: cost
        lab: { kind: netns, rate: none }
        platforms: [native]
        protocols: { tcp: { sizes: 1 B .. 10 B +1 B }, udp: { sizes: 1 B .. 10 B +1 B } }
        trial: { duration: 50 ms, warmup: 10 ms }
        repetitions: 11
        """));
    using var reader = StoreReader.Open(StoreAddress.File(subject.Store));
    var record = reader.Read(reader.Campaigns()[0])!;
    var trials = record.TrialEvents.OfType<PairEvents.TrialRecorded>().OrderBy(t => t.Spec.Number).ToList();
    // Within a block only: between two blocks the pair gives its hosts back and takes them again.
    var costs = Enumerable.Zip(trials, trials.Skip(1)).Where(p => p.First.Spec.Block == p.Second.Spec.Block).Select(p => Cost(p.First, p.Second, WarmupMs)).ToList();
    Console.WriteLine($"trial beyond its window: {Spread.Of(costs, "ms")}");
    Console.WriteLine($"the same, first 50 trials: {Spread.Of(costs.Take(50), "ms")}; last 100: {Spread.Of(costs.TakeLast(100), "ms")}");
}

static double Cost(PairEvents.TrialRecorded first, PairEvents.TrialRecorded second, double warmupMs)
{
    var counters = first.Result.Initiator.Counters;
    var between = second.Result.Initiator.StartedAt - first.Result.Initiator.StartedAt;
    return between.TotalMilliseconds - ((counters.ElapsedNs + counters.StalledNs) / 1e6) - warmupMs;
}

void Status()
{
    using var subject = new Subject(program);
    // 100 cells × 101 repetitions; the last one is left to run.
    var campaign = subject.Campaign("""
        name: scale
        lab: { kind: netns, rate: none }
        platforms: [native]
        protocols: { tcp: { sizes: 1 B .. 100 B +1 B } }
        trial: { duration: 500 ms, warmup: 10 ms }
        repetitions: 101
        """);
    StopAfter(subject.Start("run", campaign), () => Accepted(subject) >= 1);
    var trials = FilledStore.Fill(subject.Store);
    Console.WriteLine($"status from the store alone, {trials} trials: {Spread.Of(Times(), "ms")}");
    var run = subject.Start("resume");
    Subject.Until(() => Accepted(subject) > trials, "a trial of the resumed campaign", TimeSpan.FromSeconds(60));
    Console.WriteLine($"status against a running coordinator, {trials} trials: {Spread.Of(Times(), "ms")}");
    StopAfter(run, () => true);

    double[] Times() => [.. Enumerable.Range(0, 11).Select(_ => subject.Milliseconds("status", "-o", "json"))];
}

static int Accepted(Subject subject)
{
    if (!File.Exists(subject.Store)) return 0;
    using var reader = StoreReader.Open(StoreAddress.File(subject.Store));
    return reader.Campaigns() is [var newest, ..] ? reader.Read(newest, TrialDetail.Counters)!.TrialEvents.OfType<PairEvents.TrialRecorded>().Count() : 0;
}

static void StopAfter(System.Diagnostics.Process run, Func<bool> state)
{
    Subject.Until(state, "the state to stop at", TimeSpan.FromSeconds(60));
    using (System.Diagnostics.Process.Start("kill", ["-INT", $"{run.Id}"])) run.WaitForExit();
    run.Dispose();
}

void Quiet()
{
    using var subject = new Subject(program);
    using var run = subject.Start("run", subject.Campaign("""
        name: quiet
        lab: { kind: netns, rate: none }
        platforms: [native, bridge]
        protocols: { tcp: { sizes: [1 B] } }
        trial: { duration: 20 s, warmup: 2 s }
        repetitions: 1
        order: as-written
        """));
    Subject.Until(() => ProcessFamily.Of(run.Id).Count(m => m.Role.StartsWith("guest", StringComparison.Ordinal)) == 2, "two guests", TimeSpan.FromSeconds(60));
    // Past start and warm-up, so that what is seen is the steady state inside the window.
    Thread.Sleep(TimeSpan.FromSeconds(6));
    var agents = ProcessFamily.Of(run.Id).Where(m => m.Role.StartsWith("guest", StringComparison.Ordinal) || m.Role.StartsWith("host", StringComparison.Ordinal)).ToList();
    var before = agents.ToDictionary(a => a, a => a.Switches());
    Thread.Sleep(TimeSpan.FromSeconds(10));
    foreach (var agent in agents)
        Console.WriteLine($"context switches a second over 10 s, measuring thread aside, {agent.Role} ({(agent.Role.StartsWith("guest", StringComparison.Ordinal) ? "idle" : "measuring")}): {(agent.Switches() - before[agent]) / 10.0:0.0}");
    StopAfter(run, () => true);
}

void Memory()
{
    using var subject = new Subject(program);
    using var run = subject.Start("run", "--repetitions", "2");
    var peaks = new SortedDictionary<string, double>(StringComparer.Ordinal);
    while (!run.WaitForExit(500))
    {
        foreach (var member in ProcessFamily.Of(run.Id).Where(m => m.Role != "other")) peaks[member.Role] = Math.Max(peaks.GetValueOrDefault(member.Role), member.PeakMiB);
    }

    foreach (var (role, peak) in peaks) Console.WriteLine($"largest resident set in the quick campaign, {role}: {peak:0} MiB");
}

void Fold()
{
    var million = new MillionTrials();
    var rounds = Enumerable.Range(0, 5).Select(_ => million.Fold()).ToList();
    Console.WriteLine($"fold of {million.Count} trials and its figures: {Spread.Of(rounds.Select(round => round.Seconds), "s")}; {Spread.Of(rounds.Select(round => round.BytesPerTrial), "bytes a trial")}");
}

void Pairs(int pairs) => ManyPairs.Print(pairs, trials: 10_000, rounds: 3);

void Cold(int trials) => new ColdStart(program).Print(trials);
