using System.Globalization;
using System.Text;
using System.Text.Json;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;

namespace ActorBench.Reports;

/// <summary>One spelling of everything that a report, a row or a script reads.</summary>
public static class Words
{
    /// <summary><c>DoneWithFailures</c> reads <c>done-with-failures</c>.</summary>
    public static string Of(CampaignState state) => Kebab(state);

    public static string Of(Protocol protocol) => Kebab(protocol);

    public static string Of(Timing timing) => Kebab(timing);

    public static string Of(CellRole role) => Kebab(role);

    public static string Of(Engine engine) => Kebab(engine);

    /// <summary>A cell in one line, harmless for a terminal: <c>bridge tcp 64 KiB</c>.</summary>
    public static string Name(Cell cell) => $"{Inert(cell.Label)} {Of(cell.Protocol)} {SizeText(cell.RequestBytes)}{Suffix(cell)}";

    /// <summary>What follows a trial's name where the engine is not our own, or concurrency is a factor.</summary>
    public static string Suffix(Cell cell) => $"{(cell.Engine == Engine.Native ? "" : $", {Of(cell.Engine)}")}{(AtOnce(cell.Concurrency) is { } level ? $", {level}" : "")}";

    /// <returns>Null where concurrency is no factor.</returns>
    public static string? AtOnce(int? pairs) => pairs switch
    {
        null => null,
        1 => "alone",
        { } many => $"{many.ToString(CultureInfo.InvariantCulture)} pairs at once",
    };

    public static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>RFC 3339, UTC, milliseconds.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number with its unit apart: the largest binary unit that divides it.</summary>
    public static (string Number, string Unit) Size(long bytes) => bytes switch
    {
        >= 1 << 30 when bytes % (1 << 30) == 0 => (Thousands(bytes >> 30), "GiB"),
        >= 1 << 20 when bytes % (1 << 20) == 0 => (Thousands(bytes >> 20), "MiB"),
        >= 1 << 10 when bytes % (1 << 10) == 0 => (Thousands(bytes >> 10), "KiB"),
        _ => (Thousands(bytes), "B"),
    };

    public static string SizeText(long bytes) => Size(bytes) is var (number, unit) ? $"{number} {unit}" : "";

    /// <summary>A space between thousands: the one mark that no language takes for a decimal point.</summary>
    public static string Thousands(double value, int decimals = 0) =>
        value.ToString($"N{decimals}", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary>Text from a campaign, a host or a guest, made harmless for a terminal: no control bytes, no direction marks, one line.</summary>
    public static string Inert(string text)
    {
        if (!text.EnumerateRunes().Any(IsActive)) return text;
        var inert = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsActive(rune)) inert.Append(rune);
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format) inert.Append(' ');
        }

        return inert.ToString();
    }

    /// <returns>Lines at most so wide, broken at spaces; a word that is wider stands alone.</returns>
    public static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }

        if (line.Length > 0) yield return line.ToString();
    }

    private static bool IsActive(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>How long guests of a platform took to start.</summary>
    public static string Starts(GuestStarts starts) => starts.Count == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Inert(starts.Platform)} once, in {starts.MinMs / 1000.0:0.00} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Inert(starts.Platform)} {starts.Count} times, in {starts.MinMs / 1000.0:0.00} to {starts.MaxMs / 1000.0:0.00} s, median {starts.MedianMs / 1000.0:0.00} s");
}
