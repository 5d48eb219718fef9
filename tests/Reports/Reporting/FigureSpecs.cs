using System.Xml.Linq;
using ActorBench.Reports.Figures;

namespace ActorBench.Reports.Tests.Reporting;

public sealed class FigureSpecs
{
    private static readonly Lazy<IReadOnlyList<GroupFigures>> Figures = new(() => GroupFigures.Of(new StoredCampaigns().Content()));

    [Fact]
    public void There_is_one_of_rates_for_each_protocol_and_size_class() =>
        Assert.Equal(["rate-tcp-small", "rate-udp-medium"], Figures.Value.Select(group => group.Rate.Name));

    [Fact]
    public void A_drawing_is_whole_XML_with_its_labels_in_bytes_and_units()
    {
        var text = Text(Figures.Value[0].Rate);

        Assert.All((string[])["1 B", "512 B", "native", "bridge", "wire limit", "Mbit/s"], label => Assert.Contains(label, text, StringComparison.Ordinal));
        Assert.Contains("8 KiB", Text(Figures.Value[1].Rate), StringComparison.Ordinal);
        Assert.Contains("µs", Text(Figures.Value[0].Latency!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_caption_says_what_the_bars_are_and_what_wire_there_was()
    {
        Assert.Contains("95 % intervals (Student's t", Figures.Value[0].Rate.Caption, StringComparison.Ordinal);
        Assert.Contains("shaped by a token bucket to 100 Mbit/s (lab netns)", Figures.Value[0].Rate.Caption, StringComparison.Ordinal);
        Assert.Contains("±1 %", Figures.Value[0].Ratio!.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_id_is_the_figures_own_so_that_all_fit_in_one_page()
    {
        var ids = Figures.Value.SelectMany(group => group.All).SelectMany(figure => XElement.Parse(figure.Svg).DescendantsAndSelf().Attributes("id")).Select(id => id.Value).ToList();

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void The_same_data_give_the_same_picture()
    {
        var (first, second) = (Figures.Value[0].Rate, GroupFigures.Of(new StoredCampaigns().Content())[0].Rate);

        Assert.Equal(first.Svg, second.Svg);
        Assert.Equal(first.Png(), second.Png());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], first.Png()[..4]);
    }

    /// <summary>What a reader of the picture reads, and finds.</summary>
    private static string Text(Figure figure) => string.Join('\n', XElement.Parse(figure.Svg).Descendants().Where(e => e.Name.LocalName is "text" or "title").Select(e => e.Value));
}
