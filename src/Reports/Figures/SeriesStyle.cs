using ScottPlot;

namespace ActorBench.Reports.Figures;

/// <summary>Colour and marker of a platform in every figure of a report: the colours of Okabe and Ito, told apart with any colour vision, and a shape for who prints in grey.</summary>
internal readonly record struct SeriesStyle(Color Color, MarkerShape Filled, MarkerShape Open)
{
    // Their yellow is too pale for thin lines on white.
    private static readonly string[] Colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];

    private static readonly (MarkerShape Filled, MarkerShape Open)[] Shapes =
    [
        (MarkerShape.FilledCircle, MarkerShape.OpenCircle),
        (MarkerShape.FilledSquare, MarkerShape.OpenSquare),
        (MarkerShape.FilledTriangleUp, MarkerShape.OpenTriangleUp),
        (MarkerShape.FilledDiamond, MarkerShape.OpenDiamond),
        (MarkerShape.FilledTriangleDown, MarkerShape.OpenTriangleDown),
    ];

    /// <param name="index">Place of the platform in the campaign file.</param>
    public static SeriesStyle Of(int index)
    {
        var (filled, open) = Shapes[index % Shapes.Length];
        return new SeriesStyle(Color.FromHex(Colors[index % Colors.Length]), filled, open);
    }
}
