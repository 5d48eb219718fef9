using ActorBench.Campaigns.Synchronisation;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;

namespace ActorBench.Campaigns.Tests.Synchronisation;

/// <summary>A round with its time, and endpoints whose clocks answer as they are told.</summary>
internal sealed class RoundRig(int pairs)
{
    public const long Millisecond = 1_000_000;
    public const long Second = 1_000_000_000;
    public const long LengthNs = 10 * Second;
    public const long LeadNs = 300 * Millisecond;

    private static readonly CampaignId Campaign = new("many-000000-1");

    private readonly RoundMachine _machine = new(new RoundTimings());
    private long _wakeAtNs = long.MaxValue;

    public RoundShape Shape { get; } = new(3, [.. Enumerable.Range(1, pairs).Select(i => new PairId($"a{i}", $"b{i}"))]);

    public long NowNs { get; set; } = 1_000 * Second;

    /// <summary>Hosts whose endpoints do not answer.</summary>
    public HashSet<string> Silent { get; } = [];

    /// <summary>What a host's clock shows beyond the round's, and how long a question and its answer take.</summary>
    public Func<string, (long OffsetNs, long WayNs)> Clock { get; set; } = _ => (0, 50_000);

    public int Pings { get; private set; }

    public Dictionary<PairId, RoundStart> Started { get; } = [];

    public Dictionary<PairId, string> Refused { get; } = [];

    public List<string> Warnings { get; } = [];

    public bool Over { get; private set; }

    public PairId Pair(int number) => Shape.Pairs[number - 1];

    public void Ready(int pair, int position, int attempt = 1) => Tell(new RoundCommands.Ready(
        Campaign, Shape, Pair(pair), position, Key(pair, position, attempt), Endpoint(Pair(pair).Initiator), Endpoint(Pair(pair).Responder), LeadNs, LengthNs));

    public void AllReady(int position)
    {
        for (var pair = 1; pair <= Shape.Pairs.Length; pair++) Ready(pair, position);
    }

    public void TooLate(int pair, int position, int attempt = 1) =>
        Tell(new RoundCommands.TooLate(Campaign, Shape.Number, Pair(pair), Key(pair, position, attempt), Started[Pair(pair)].AtNs));

    public void Leave(int pair) => Tell(new RoundCommands.Leave(Campaign, Shape.Number, Pair(pair)));

    /// <summary>Lets time pass, with every wake-up that falls into it.</summary>
    public void Pass(long ns)
    {
        var until = NowNs + ns;
        while (_wakeAtNs <= until)
        {
            NowNs = Math.Max(NowNs, _wakeAtNs);
            _wakeAtNs = long.MaxValue;
            Tell(new RoundInput.Wake());
        }

        NowNs = until;
    }

    public void Forget()
    {
        Started.Clear();
        Refused.Clear();
        Warnings.Clear();
    }

    private static AttemptKey Key(int pair, int position, int attempt) => new(Campaign, new PairId($"a{pair}", $"b{pair}"), (100 * pair) + position, attempt, 1);

    private static EndpointAddress Endpoint(string host) => new(host, "native", $"{host}#1", $"{host}/endpoint", "127.0.0.1", "boot");

    private void Tell(object input)
    {
        var questions = new Queue<RoundEffect.Ping>();
        Take(_machine.Handle(input, NowNs));
        while (questions.TryDequeue(out var asked))
        {
            if (Silent.Contains(asked.Endpoint.Host)) continue;
            var (offset, way) = Clock(asked.Endpoint.Host);
            NowNs += way;
            Take(_machine.Handle(new ClockPong(asked.Question, asked.Question.SentNs + (way / 2) + offset, asked.Question.SentNs + (way / 2) + offset), asked.Question.SentNs + way));
        }

        void Take(IReadOnlyList<RoundEffect> effects)
        {
            foreach (var effect in effects)
            {
                switch (effect)
                {
                    case RoundEffect.Ping e: Pings++; questions.Enqueue(e); break;
                    case RoundEffect.TellPair { Reply: RoundReplies.StartAt e }: Started[e.Pair] = e.Start; break;
                    case RoundEffect.TellPair { Reply: RoundReplies.NotStarted e }: Refused[e.Pair] = e.Reason; break;
                    case RoundEffect.Warn e: Warnings.Add(e.Sentence); break;
                    case RoundEffect.WakeAfter e: _wakeAtNs = NowNs + (e.Time.Ticks * TimeSpan.NanosecondsPerTick); break;
                    case RoundEffect.Over: Over = true; break;
                }
            }
        }
    }
}
