using ScottPlot;
using ScottPlot.TickGenerators;

namespace ActorBench.Reports.Figures;

/// <summary>One axis of values, linear from zero or logarithmic, with the ticks that go with it.</summary>
internal sealed class Scale
{
    private const double WidestLinear = 50;

    private readonly bool _logarithmic;
    private readonly double _low;
    private readonly double _high;

    private Scale(bool logarithmic, double low, double high) => (_logarithmic, _low, _high) = (logarithmic, low, high);

    /// <summary>What the axis's label says of it.</summary>
    public string Note => _logarithmic ? " (log scale)" : "";

    /// <summary>Linear from zero, but logarithmic where the smallest value would else be no height at all.</summary>
    public static Scale Of(IReadOnlyCollection<double> values, bool alwaysLogarithmic = false)
    {
        var positive = values.Where(value => value > 0 && double.IsFinite(value)).DefaultIfEmpty(1).ToList();
        var (min, max) = (positive.Min(), positive.Max());
        return alwaysLogarithmic || max / min > WidestLinear ? new Scale(true, min / 1.3, max * 1.3) : new Scale(false, 0, max * 1.08);
    }

    /// <summary>Where a value stands on the axis; null where it does not.</summary>
    public double? At(double value) => !_logarithmic ? value : value > 0 ? Math.Log10(value) : null;

    public (double Low, double High) Limits => _logarithmic ? (Math.Log10(_low), Math.Log10(_high)) : (_low, _high);

    public ITickGenerator Ticks()
    {
        var values = _logarithmic ? Decades() : Even();
        return new NumericManual([.. values.Select(value => At(value)!.Value)], [.. values.Select(Label)]);
    }

    private List<double> Decades()
    {
        var decades = Math.Log10(_high / _low);
        double[] steps = decades > 3 ? [1] : decades > 1.2 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8];
        return [.. Enumerable.Range((int)Math.Floor(Math.Log10(_low)), (int)decades + 3)
            .SelectMany(exponent => steps.Select(step => step * Math.Pow(10, exponent))).Where(value => value >= _low && value <= _high)];
    }

    private List<double> Even()
    {
        var rough = _high / 6;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = ((double[])[1, 2, 5, 10]).Select(factor => factor * unit).First(step => step >= rough);
        return [.. Enumerable.Range(0, (int)(_high / step) + 1).Select(i => i * step)];
    }

    private static string Label(double value) => value >= 1000 || value == 0
        ? Words.Thousands(value)
        : Math.Round(value, 6).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The axis of message sizes: one step a doubling, labelled in bytes.</summary>
internal static class SizeAxis
{
    private const int MostLabels = 11;

    /// <summary>Of the axis, from a series to the one beside it: a marker's width.</summary>
    private const double Aside = 0.012;

    public static double At(int bytes) => Math.Log2(bytes);

    /// <summary>Moves a series aside, so that intervals at one size do not hide each other.</summary>
    public static double Beside(IReadOnlyList<int> sizes, int bytes, int series, int count) =>
        At(bytes) + ((series - ((count - 1) / 2.0)) * Aside * (Limits(sizes).High - Limits(sizes).Low));

    public static void Set(Plot plot, IReadOnlyList<int> sizes)
    {
        var every = ((sizes.Count - 1) / MostLabels) + 1;
        var labelled = sizes.Where((_, i) => i % every == 0).ToList();
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. labelled.Select(At)], [.. labelled.Select(size => Words.SizeText(size))]);
        plot.XLabel("message size (log scale)");
    }

    public static (double Low, double High) Limits(IReadOnlyList<int> sizes) => At(sizes[^1]) - At(sizes[0]) is var span
        ? (At(sizes[0]) - (0.05 * span) - 0.1, At(sizes[^1]) + (0.05 * span) + 0.1)
        : default;
}
