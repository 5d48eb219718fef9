namespace ActorBench.Reports;

/// <summary>The glyphs of our own texts for a terminal that has ASCII only.</summary>
internal static class Ascii
{
    public static string Of(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = from[i] switch
            {
                '·' or '–' or '−' => '-',
                '…' => '~',
                '≈' => '=',
                '≥' => '>',
                '█' => '#',
                '░' => '.',
                < (char)128 => from[i],
                _ => '?',
            };
        }
    });
}
