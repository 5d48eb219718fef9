using System.Globalization;
using System.Text;

namespace ActorBench.Campaigns.Files;

/// <summary>Text of a stranger, made fit for one line of an error.</summary>
internal static class Shown
{
    private const int Longest = 40;

    /// <summary>In quotes, shortened, with what a terminal would act on made visible.</summary>
    public static string Quoted(string text) => $"'{Visible(text, Longest)}'";

    /// <summary>A library's message: first line, small first letter, no full stop, so that it fits into a sentence.</summary>
    public static string Plain(string message)
    {
        var line = message.AsSpan().TrimStart();
        line = line[..(line.IndexOfAny('\r', '\n') is >= 0 and var end ? end : line.Length)].TrimEnd(" .");
        return line.IsEmpty ? "" : char.ToLowerInvariant(line[0]) + Visible(line[1..].ToString(), 160);
    }

    public static string Visible(string text, int longest)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest) return shown.Append('…').ToString();
            shown.Append(rune.Value switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when IsHidden(rune) => Invariant($"\\u{rune.Value:x4}"),
                _ => rune.ToString(),
            });
        }

        return shown.ToString();
    }

    /// <summary>Sentences must read alike on every machine.</summary>
    public static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    public static string Number(decimal number) => number.ToString("#,0.######", CultureInfo.InvariantCulture);

    /// <summary>Control and format characters, among them escape sequences and marks that turn the reading direction.</summary>
    public static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
