using System.Globalization;
using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary>Single values out of nodes.</summary>
internal static class Values
{
    public static ScalarNode Scalar(YamlNode node, string what) => node switch
    {
        ScalarNode { Text: "" } => throw node.Place.Refusal($"{what} is empty; write a value or take it away"),
        ScalarNode scalar => scalar,
        _ => throw node.Place.Refusal($"{what} takes one value, not a list or a mapping; write it without brackets"),
    };

    /// <summary>Free text that a terminal shows as it is.</summary>
    public static string PlainText(YamlNode node, string what, int longest)
    {
        var text = Scalar(node, what);
        if (text.Text.Length > longest) throw text.Place.Refusal($"{what} is longer than {Shown.Number(longest)} characters; shorten it");
        return text.Text.EnumerateRunes().Any(rune => Shown.IsHidden(rune) && rune.Value != '\n')
            ? throw text.Place.Refusal($"{what} holds control characters; write plain text")
            : text.Text;
    }

    public static T Word<T>(YamlNode? node, string what, Choice<T> choice, T otherwise)
        where T : notnull
    {
        if (node is null) return otherwise;
        var word = Scalar(node, what);
        return choice.TryRead(word.Text, out var value)
            ? value
            : throw word.Place.Refusal($"{what} cannot be {Shown.Quoted(word.Text)}; {Nearest.Hint(word.Text, choice.All)}");
    }

    public static ulong Whole(YamlNode? node, string what, ulong min, ulong max, ulong otherwise)
    {
        if (node is null) return otherwise;
        var scalar = Scalar(node, what);
        return ulong.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw scalar.Place.Refusal($"{what} must be a whole number from {Shown.Number(min)} to {Shown.Number(max)}, not {Shown.Quoted(scalar.Text)}");
    }

    public static int Whole(YamlNode? node, string what, int min, int max, int otherwise) =>
        (int)Whole(node, what, (ulong)min, (ulong)max, (ulong)otherwise);

    public static long Quantity(YamlNode node, string what, Quantity quantity, long min, long max)
    {
        var scalar = Scalar(node, what);
        return quantity.Read(scalar.Place, scalar.Text, what, min, max);
    }

    /// <summary>A list, or one value that stands for a list of one.</summary>
    public static IReadOnlyList<YamlNode> Many(YamlNode node, string what) => node switch
    {
        ListNode { Items.Count: > 0 } list => list.Items,
        ListNode or ScalarNode { Text: "" } => throw node.Place.Refusal($"{what} is empty, so there is nothing to measure; name at least one"),
        ScalarNode => [node],
        _ => throw node.Place.Refusal($"{what} takes a list, not a mapping; write it as '[a, b]'"),
    };
}
