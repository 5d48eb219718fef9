using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>Names a plan by what determines it.</summary>
public static class PlanHash
{
    /// <summary>
    /// What the hash is taken over: UTF-8, one line a fact, each ended by a line feed, in this order. Times are nanoseconds, sizes
    /// bytes, rates bit/s; <c>-</c> stands for none. Name, description, thresholds and the looks of the file are left out.
    /// <code>
    /// actorbench-plan 2                 (the oldest planner that makes this plan; 3 with several pairs)
    /// seed 2007
    /// engine native
    /// timing strict
    /// lab kind=netns hosts=2 rate=100000000 wire=shaped cpus=shared mtu=1500
    /// hosts a,b                         (where the file names them)
    /// pairs h1:h2
    /// links rack-1=a,b rack-2=c,d       (where the file declares them)
    /// concurrency 1,2,4                 (where it is a factor)
    /// platforms native,bridge,routed
    /// guests cold                       (where they are not warm)
    /// baseline native
    /// sizes tcp small 1,2,4             (a line for each class: tcp before udp, then by smallest size)
    /// trial duration=10000000000 exchanges=- min-exchanges=1 warmup=200000000 response=- timeout=60000000000
    ///                                   (and drain=200000000, where it is not 0)
    /// sockets no-delay=false send-buffer=- receive-buffer=-
    /// repetitions 10
    /// order blocks
    /// twins false
    /// sentinels false
    /// stop target=2500 min=10 every=5 budget=-  (target in thousandths of a per cent; or: stop none)
    /// retries 2
    /// </code>
    /// </summary>
    public static string CanonicalText(CampaignSpec spec)
    {
        var (lab, trial, text) = (spec.Lab, spec.Trial, new StringBuilder());
        Line($"actorbench-plan {Planner.VersionOf(spec)}");
        Line($"seed {spec.Seed}");
        Line($"engine {spec.Engine}");
        Line($"timing {Words.Timings.Of(trial.Timing)}");
        Line($"lab kind={Words.LabKinds.Of(lab.Kind)} hosts={lab.Hosts} rate={OrNone(lab.RateBitsPerSecond)} wire={Words.Wires.Of(lab.Wire)} cpus={Words.CpuPolicies.Of(lab.Cpus)} mtu={lab.Mtu}");
        if (spec.Hosts is { } hosts) Line($"hosts {string.Join(',', hosts)}");
        Line($"pairs {string.Join(',', spec.Pairs)}");
        if (spec.Links is { } links) Line($"links {string.Join(' ', links.Select(link => $"{link.Name}={string.Join(',', link.Hosts)}"))}");
        if (spec.Concurrency is { } levels) Line($"concurrency {Numbers(levels)}");
        Line($"platforms {string.Join(',', spec.Platforms)}");
        if (spec.Guests != GuestMode.Warm) Line($"guests {Words.Guests.Of(spec.Guests)}");
        Line($"baseline {spec.Baseline}");
        foreach (var one in spec.Classes)
        {
            Line($"sizes {Words.Protocols.Of(one.Protocol)} {one.Name} {Numbers(one.Sizes)}");
        }

        Line($"trial duration={OrNone(trial.DurationNs)} exchanges={OrNone(trial.Exchanges)} min-exchanges={trial.MinExchanges} warmup={trial.WarmupNs} response={OrNone(spec.ResponseBytes)} timeout={trial.TimeoutNs}{(trial.DrainNs == 0 ? "" : FormattableString.Invariant($" drain={trial.DrainNs}"))}");
        Line($"sockets no-delay={Words.Switches.Of(trial.Sockets.NoDelay)} send-buffer={OrNone(trial.Sockets.SendBufferBytes)} receive-buffer={OrNone(trial.Sockets.ReceiveBufferBytes)}");
        Line($"repetitions {spec.Repetitions}");
        Line($"order {Words.Orders.Of(spec.Order)}");
        Line($"twins {Words.Switches.Of(spec.Twins)}");
        Line($"sentinels {Words.Switches.Of(spec.Sentinels)}");
        if (spec.Stop is { } stop) Line($"stop target={stop.TargetMilliPercent} min={stop.Min} every={stop.Every} budget={OrNone(stop.BudgetNs)}");
        else Line($"stop none");
        Line($"retries {spec.Retries}");
        return text.ToString();

        void Line(FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
    }

    public static string Of(CampaignSpec spec) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalText(spec))));

    private static string Numbers(IEnumerable<int> numbers) => string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static string OrNone(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
