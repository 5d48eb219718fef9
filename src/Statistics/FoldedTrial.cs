using System.Runtime.InteropServices;
using ActorBench.Messages.Trials;

namespace ActorBench.Statistics;

/// <summary>What a fold keeps of an accepted trial: counters, from which every rate is derived. 52 bytes, for there may be a million.</summary>
/// <param name="Number">Of the trial in the plan.</param>
/// <param name="AtTicks">UTC ticks of 100 ns.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct FoldedTrial(
    int Number, int Attempt, long Exchanges, long BytesOut, long BytesIn, long ElapsedNs, long AtTicks, bool Lossy, bool Invalid)
{
    public static FoldedTrial Of(int number, int attempt, ExchangeCounters counters, long atTicks, bool lossy, bool invalid) =>
        new(number, attempt, counters.Exchanges, counters.BytesOut, counters.BytesIn, counters.ElapsedNs, atTicks, lossy, invalid);

    public double BothMbitS => Rates.MbitS(BytesOut + BytesIn, ElapsedNs);

    public double OnewayMbitS => Rates.MbitS(BytesOut, ElapsedNs);

    public double ExchangesPerSecond => Exchanges * 1e9 / ElapsedNs;
}
