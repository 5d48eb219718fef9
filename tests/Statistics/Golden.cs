namespace ActorBench.Statistics.Tests;

/// <summary>Data sets of the golden numbers G-1 to G-18: Mbit/s by block. What they lead to was computed with SciPy 1.10.</summary>
internal static class Golden
{
    public static readonly double[] Native = [94.12, 94.08, 94.15, 93.97, 94.10, 94.05, 94.13, 93.88, 94.11, 94.09];
    public static readonly double[] Xen = [88.41, 87.95, 88.90, 86.72, 88.33, 89.05, 87.60, 88.12, 88.77, 85.94];
    public static readonly double[] OpenVz = [93.85, 93.91, 93.70, 93.88, 93.42, 93.95, 93.79, 93.90, 93.64, 93.87];

    public static double[] Of(string platform) => platform switch
    {
        "native" => Native,
        "xen" => Xen,
        "openvz" => OpenVz,
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, "No such data set."),
    };

    public static RunningMoments Moments(string platform) => RunningMoments.Of(Of(platform));
}

/// <summary>Golden numbers are printed to some decimals and hold to one in the last.</summary>
internal static class Printed
{
    public static void Close(double expected, double? actual, int decimals) =>
        Assert.Equal(expected, Assert.NotNull(actual), 1.0001 * Math.Pow(10, -decimals));

    public static void Close(double low, double high, Interval? actual, int decimals)
    {
        var interval = Assert.NotNull(actual);
        Close(low, interval.Low, decimals);
        Close(high, interval.High, decimals);
    }
}
