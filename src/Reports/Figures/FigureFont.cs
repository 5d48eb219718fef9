using ScottPlot;
using SkiaSharp;

namespace ActorBench.Reports.Figures;

/// <summary>The font of all figures comes with the program: a machine without fonts draws the same pictures.</summary>
internal sealed class FigureFont : IFontResolver
{
    public const string Name = "DejaVu Sans";

    private const string Resource = "ActorBench.Reports.DejaVuSans.ttf";

    private static readonly Lazy<SKTypeface> Typeface = new(() =>
    {
        using var stream = typeof(FigureFont).Assembly.GetManifestResourceStream(Resource)!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    });

    /// <summary>Before the first plot of the process.</summary>
    public static void Install()
    {
        lock (Fonts.FontResolvers)
        {
            if (Fonts.FontResolvers.OfType<FigureFont>().Any()) return;
            Fonts.FontResolvers.Insert(0, new FigureFont());
            Fonts.Default = Name;
            Fonts.Sans = Name;
        }
    }

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => Typeface.Value;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => Typeface.Value;
}
