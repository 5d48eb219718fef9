namespace ActorBench.Statistics;

/// <summary>CPU time that one unit of work costs: netperf's service demand (its netlib.c, <c>calc_service_demand</c>).</summary>
public static class ServiceDemand
{
    /// <param name="busyPercent">Of all processors together.</param>
    /// <returns>µs of CPU an exchange; null where no exchange was done.</returns>
    public static double? MicrosecondsPerExchange(double busyPercent, int processors, double exchangesPerSecond) =>
        PerUnit(busyPercent, processors, exchangesPerSecond);

    /// <returns>µs of CPU for each 1024 bytes; null where nothing was moved.</returns>
    public static double? MicrosecondsPerKiB(double busyPercent, int processors, double mbitS) =>
        PerUnit(busyPercent, processors, mbitS * 1e6 / 8 / 1024);

    // 10^6 µs in a second over 100 per cent.
    private static double? PerUnit(double busyPercent, int processors, double unitsPerSecond) =>
        unitsPerSecond > 0 ? busyPercent * 10_000 / unitsPerSecond * processors : null;
}
