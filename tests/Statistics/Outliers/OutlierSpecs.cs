using ActorBench.Statistics.Outliers;
using CsCheck;

namespace ActorBench.Statistics.Tests.Outliers;

/// <summary>Golden numbers G-17.</summary>
public sealed class OutlierSpecs
{
    [Theory]
    [InlineData("native", 93.9675, 94.2075, 93.88)]
    [InlineData("xen", 86.19875, 90.16875, 85.94)]
    [InlineData("openvz", 93.46375, 94.15375, 93.42)]
    public void Each_platform_has_one_mild_outlier(string platform, double low, double high, double outlier)
    {
        var values = Golden.Of(platform);
        var fences = TukeyFences.Of(values)!.Value;

        Printed.Close(low, fences.Inner.Low, 9);
        Printed.Close(high, fences.Inner.High, 9);
        Assert.All(values.Zip(TukeyFences.LabelsOf(values)), pair => Assert.Equal(pair.First == outlier ? OutlierLabel.Mild : OutlierLabel.None, pair.Second));
    }

    [Fact]
    public void Natives_lowest_value_is_just_inside_the_severe_fence()
    {
        var fences = TukeyFences.Of(Golden.Native)!.Value;

        Printed.Close(94.0575, fences.Q1, 9);
        Printed.Close(94.1175, fences.Q3, 9);
        Printed.Close(93.8775, fences.Outer.Low, 9);
        Assert.Equal((OutlierLabel.Mild, OutlierLabel.Severe), (fences.Label(93.878), fences.Label(93.877)));
        Assert.Equal(OutlierLabel.Severe, fences.Label(95));
    }

    [Theory]
    [InlineData("native", 7.16667)]
    [InlineData("xen", 3.90598)]
    [InlineData("openvz", 7.33333)]
    public void The_largest_modified_z_is_the_golden_one(string platform, double largest)
    {
        var scores = ModifiedZ.Scores(Golden.Of(platform));

        Printed.Close(largest, scores.Max(), 5);
        Assert.All(scores, score => Assert.True(score < ModifiedZ.TenSigma));
    }

    [Fact]
    public void Where_most_values_are_equal_any_other_is_far()
    {
        double[] expected = [0, 0, 0, double.PositiveInfinity];
        Assert.Equal(expected, ModifiedZ.Scores([94, 94, 94, 94.1]));
        Assert.Equal([OutlierLabel.None, OutlierLabel.None, OutlierLabel.None, OutlierLabel.None, OutlierLabel.Severe], TukeyFences.LabelsOf([94, 94, 94, 94, 94.1]));
        double[] none = [0, 0];
        Assert.Equal(none, ModifiedZ.Scores([94, 94]));
    }

    [Fact]
    public void Nothing_has_no_labels()
    {
        Assert.Null(TukeyFences.Of([]));
        Assert.Empty(TukeyFences.LabelsOf([]));
        Assert.Empty(ModifiedZ.Scores([]));
        Assert.Equal([OutlierLabel.None], TukeyFences.LabelsOf([7]));
        Assert.Throws<ArgumentException>(() => TukeyFences.Of([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => ModifiedZ.Scores([1, double.NaN]));
    }

    [Fact]
    public void Labels_move_with_the_values() =>
        Gen.Int[-50, 50].Array[1, 30].Sample(values =>
        {
            double[] x = [.. values.Select(v => (double)v)];
            return TukeyFences.LabelsOf(x).SequenceEqual(TukeyFences.LabelsOf([.. x.Select(v => (v * -4) + 128)]))
                && TukeyFences.LabelsOf(x).SequenceEqual(TukeyFences.LabelsOf([.. x.Reverse()]).Reverse());
        });
}
