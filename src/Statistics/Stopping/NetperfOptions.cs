using System.Globalization;

namespace ActorBench.Statistics.Stopping;

/// <summary>netperf's options <c>-i</c>, <c>-I</c> and <c>-r</c>, with what it makes of them (its <c>netsh.c</c>, 2.7.1).</summary>
/// <param name="Level">95 or 99 per cent; 0 where neither option is given, and the test then runs once.</param>
/// <param name="Width">Of the whole interval, as a fraction of the mean: 0.05 means ±2.5 %.</param>
/// <param name="ResultOnly">The throughput alone decides; else CPU use at both ends does as well.</param>
public sealed record NetperfOptions(int MinIterations, int MaxIterations, int Level, double Width, bool ResultOnly)
{
    private const int FewestIterations = 3;
    private const int MostIterations = 30;
    private const int DefaultLevel = 99;
    private const int DefaultMaxIterations = 10;
    private const double DefaultWidth = 0.05;

    /// <param name="iterations">Argument of <c>-i</c>, <c>max,min</c>; one number without comma is both. Null where the option is absent.</param>
    /// <param name="confidence">
    /// Argument of <c>-I</c>, <c>level,width%</c>. One number without comma is both here, too: <c>-I 95</c> asks for a width of 95 %.
    /// </param>
    /// <exception cref="FormatException">A part is no number, or the level is neither 95 nor 99.</exception>
    public static NetperfOptions Parse(string? iterations, string? confidence, bool resultOnly = false)
    {
        var (min, max, level, width) = (1, 1, 0, 0.0);
        if (iterations is not null)
        {
            var (first, second) = Arguments(iterations);
            if (first is not null) max = Number(first);
            if (second is not null) min = Number(second);
            max = Math.Clamp(Math.Max(max, min), FewestIterations, MostIterations);
            min = Math.Clamp(min, FewestIterations, MostIterations);
            level = DefaultLevel;
            width = DefaultWidth;
        }

        if (confidence is not null)
        {
            var (first, second) = Arguments(confidence);
            if (first is not null) level = Number(first);
            if (level is not (95 or 99)) throw new FormatException($"netperf knows confidence levels of 95 and 99 %, not {level}.");
            if (second is not null) width = Percent(second) / 100.0;
            if (width == 0) width = DefaultWidth;
            if (min == 1) min = FewestIterations;
            if (max == 1) max = DefaultMaxIterations;
        }

        return new NetperfOptions(min, max, level, width, resultOnly);
    }

    private static (string? First, string? Second) Arguments(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return comma < 0 ? (text, text) : (Present(text[..comma]), Present(text[(comma + 1)..]));
    }

    private static string? Present(string text) => text.Length == 0 ? null : text;

    private static int Number(string text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"'{text}' is not a whole number.");

    private static double Percent(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
        ? number
        : throw new FormatException($"'{text}' is not a percentage.");
}
