using System.Globalization;

namespace ActorBench.Statistics.Stopping;

/// <summary>netperf's own rule of repetition, to the bit (its <c>netlib.c</c> and <c>nettest_omni.c</c>, 2.7.1), to compare with what it gave.</summary>
/// <remarks>
/// A width is that of the whole interval, 2·t·√(σ²/(n − 1))/mean with σ² as the mean of squares less the square of the mean. That
/// difference cancels: it may fall below zero, and its root, which is not a number, then counts as met or is passed over just as the C
/// program's comparisons do. The rule looks after every iteration, so that its 95 % cover about 91 %; the better rule is
/// <see cref="PrecisionLook"/>.
/// </remarks>
public sealed class NetperfConfidence
{
    private const double Unknown = -10;

    /// <summary>The value that netperf has for CPU use where it was not asked to measure it.</summary>
    public const float NotMeasured = -1;

    private readonly NetperfOptions _options;
    private readonly Sums _result;
    private readonly Sums _local;
    private readonly Sums _remote;

    public NetperfConfidence(NetperfOptions options)
        : this(options, 0, Unknown, default, default, default)
    {
    }

    private NetperfConfidence(NetperfOptions options, int iterations, double margin, Sums result, Sums local, Sums remote) =>
        (_options, Iterations, Margin, _result, _local, _remote) = (options, iterations, margin, result, local, remote);

    public int Iterations { get; }

    /// <summary>The width asked for less that of the widest interval that counts, as fractions of the mean; below zero the target is missed.</summary>
    public double Margin { get; }

    public double MeanResult => _result.Mean(Iterations);

    /// <summary>Whole width of the throughput's interval, in per cent of the mean.</summary>
    public double ResultPercent => Percent(_result);

    public double LocalCpuPercent => Percent(_local);

    public double RemoteCpuPercent => Percent(_remote);

    /// <summary>Whether netperf would run another iteration.</summary>
    public bool GoesOn => (Margin < 0 && Iterations < _options.MaxIterations) || Iterations < _options.MinIterations;

    /// <summary>What netperf prints where it ends without having met its target; null where it is silent.</summary>
    public string? Warning => GoesOn || _options.MaxIterations == 1 || !(Margin < 0) ? null : string.Create(CultureInfo.InvariantCulture, $"""
        !!! WARNING
        !!! Desired confidence was not achieved within the specified iterations.
        !!! This implies that there was variability in the test environment that
        !!! must be investigated before going further.
        !!! Confidence intervals: Throughput      : {ResultPercent:F3}%
        !!!                       Local CPU util  : {LocalCpuPercent:F3}%
        !!!                       Remote CPU util : {RemoteCpuPercent:F3}%


        """);

    /// <returns>What the rule knows after one more iteration.</returns>
    /// <param name="result">Throughput of one more iteration, in any unit.</param>
    /// <param name="localCpu">Per cent; a <see cref="float"/> there, and so here.</param>
    /// <param name="remoteCpu">Per cent.</param>
    public NetperfConfidence Add(double result, float localCpu = NotMeasured, float remoteCpu = NotMeasured)
    {
        var n = Iterations + 1;
        var (throughput, local, remote) = (_result.Add(result), _local.Add(localCpu), _remote.Add(remoteCpu));
        var margin = n == 1 ? Margin
            : _options.ResultOnly ? MarginOf(throughput, n)
            : Lesser(Lesser(MarginOf(throughput, n), MarginOf(local, n)), MarginOf(remote, n));
        return new NetperfConfidence(_options, n, margin, throughput, local, remote);
    }

    private double Percent(Sums sums) => 100.0 * (_options.Width - (Iterations < 2 ? Unknown : MarginOf(sums, Iterations)));

    private double MarginOf(Sums sums, int n) =>
        _options.Width - (2.0 * StudentTable(_options.Level, n - 1) * Math.Sqrt(sums.Variance(n) / (n - 1.0)) / sums.Mean(n));

    // C's macro, which gives the second where one is not a number; Math.Min would give that.
    private static double Lesser(double a, double b) => a < b ? a : b;

    private static double StudentTable(int level, int freedom) => level switch
    {
        95 => T95[freedom - 1],
        99 => T99[freedom - 1],
        _ => 0,
    };

    private static ReadOnlySpan<double> T95 =>
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    private static ReadOnlySpan<double> T99 =>
    [
        63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.250, 3.169, 3.106, 3.055, 3.012, 2.977, 2.947,
        2.921, 2.898, 2.878, 2.861, 2.845, 2.831, 2.819, 2.807, 2.797, 2.787, 2.779, 2.771, 2.763, 2.756, 2.750,
    ];

    private readonly record struct Sums(double Sum, double SquareSum)
    {
        public Sums Add(double value) => new(Sum + value, SquareSum + (value * value));

        public double Mean(int n) => Sum / n;

        public double Variance(int n) => (SquareSum / n) - (Mean(n) * Mean(n));
    }
}
