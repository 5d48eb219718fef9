namespace ActorBench.Campaigns.Tests.State.Simulation;

/// <summary>What may go wrong, and how likely at each chance. One seed gives one world.</summary>
/// <param name="quiet">Nothing goes wrong.</param>
internal sealed class Faults(Random random, bool quiet)
{
    private readonly double _crash = random.NextDouble() * 0.04;
    private readonly double _loss = random.NextDouble() * 0.05;
    private readonly double _duplicate = random.NextDouble() * 0.05;
    private readonly double _late = random.NextDouble() * 0.05;
    private readonly double _trialFails = random.NextDouble() * 0.1;

    /// <summary>Whether agents keep their results over their own death.</summary>
    public bool Spools { get; } = random.Next(2) == 0;

    /// <summary>After this moment nothing fails any more; what failed before must mend itself.</summary>
    public DateTimeOffset Until { get; } = quiet ? World.Epoch : World.Epoch.AddSeconds(5 + random.Next(120));

    public bool On(DateTimeOffset now) => now < Until;

    public bool Crash(DateTimeOffset now) => Chance(now, _crash);

    public bool Lose(DateTimeOffset now) => Chance(now, _loss);

    public bool Duplicate(DateTimeOffset now) => Chance(now, _duplicate);

    public bool TrialFails(DateTimeOffset now) => Chance(now, _trialFails);

    /// <summary>Milliseconds on the way; one message in some dozens is overtaken by all that follow for seconds.</summary>
    public int DelayMs(DateTimeOffset now) => Chance(now, _late) ? random.Next(8_000) : 1 + random.Next(3);

    private bool Chance(DateTimeOffset now, double odds) => On(now) && random.NextDouble() < odds;
}
