using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Tests.Plans;

public sealed class SourceDiffSpecs
{
    [Fact]
    public void A_changed_line_is_shown_as_gone_and_come() =>
        Assert.Equal("- seed: 1\n+ seed: 2", SourceDiff.Lines("name: x\nseed: 1\nretries: 2\n", "name: x\nseed: 2\nretries: 2\n"));

    [Fact]
    public void Changes_in_two_places_stand_in_the_order_of_the_file() =>
        Assert.Equal("- a: 1\n+ a: 2\n+ d: 4", SourceDiff.Lines("a: 1\nb\nc", "a: 2\nb\nd: 4\nc"));

    [Fact]
    public void Other_line_ends_are_no_change() => Assert.Equal("", SourceDiff.Lines("a\nb\n", "a\r\nb"));

    [Fact]
    public void A_long_diff_ends_with_how_much_more_there_is()
    {
        var lines = SourceDiff.Lines("", string.Join('\n', Enumerable.Range(1, 100)), atMost: 5).Split('\n');

        Assert.Equal(5, lines.Length);
        Assert.Equal("… and 97 more changed lines", lines[^1]);
    }

    [Fact]
    public void A_file_of_a_mebibyte_is_compared_at_once()
    {
        var before = string.Join('\n', Enumerable.Range(0, 150_000));
        var after = string.Join('\n', Enumerable.Range(0, 150_000).Select(i => i + 1_000_000));

        Assert.Equal(20, SourceDiff.Lines(before, after).Split('\n').Length);
    }

    [Fact]
    public void Control_characters_are_made_visible() => Assert.Equal("- \n+ a\\u001b[31m", SourceDiff.Lines("", "a\u001b[31m"));
}
