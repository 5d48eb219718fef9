using ScottPlot;

namespace ActorBench.Reports.Figures;

/// <summary>A drawing with its words. The same data give the same bytes.</summary>
/// <param name="name">Of its files, without extension.</param>
/// <param name="title">What it shows, in a few words.</param>
/// <param name="caption">What its lines, bars and dots are.</param>
public sealed class Figure(string name, string title, string caption, int width, int height, Plot plot)
{
    private const int PngScale = 2;

    private string? _svg;

    public string Name => name;

    public string Title => title;

    public string Caption => caption;

    /// <summary>One <c>svg</c> element. Ids in it begin with the figure's name, so that several fit in one page.</summary>
    public string Svg => _svg ??= SvgText.Clean(plot.GetSvgXml(width, height), name, title, width, height);

    public byte[] Png()
    {
        plot.ScaleFactor = PngScale;
        var png = plot.GetImageBytes(width * PngScale, height * PngScale, ImageFormat.Png);
        plot.ScaleFactor = 1;
        return png;
    }
}
