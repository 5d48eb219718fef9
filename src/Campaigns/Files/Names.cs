using System.Text.RegularExpressions;

namespace ActorBench.Campaigns.Files;

/// <summary>Names that become ids, file names and arguments of commands, so they hold nothing that any of those would act on.</summary>
internal static partial class Names
{
    public static bool IsName(string text, int longest) => text.Length <= longest && Form().IsMatch(text);

    public static string Campaign(YamlNode? node, Place root)
    {
        if (node is null) throw root.Refusal("the campaign has no name; write one, such as 'name: quick'");
        var name = Values.Scalar(node, "name");
        return IsName(name.Text, 40)
            ? name.Text
            : throw name.Place.Refusal($"the name {Shown.Quoted(name.Text)} does not do; take up to 40 of a-z, 0-9 and '-', not first a '-'");
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex Form();
}
