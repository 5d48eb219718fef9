namespace ActorBench.Campaigns.Tests.Files;

/// <summary>Text that is no campaign at all.</summary>
public sealed class NotACampaignSpecs
{
    private const string Head = "name: x\nplatforms: [native]\n";
    private const string Body = "protocols: { tcp: { sizes: [1 B] } }\n";

    [Theory]
    [InlineData("", "1:1: the file is empty; a campaign has at least a name and protocols")]
    [InlineData("\n\n# only a comment\n", "1:1: the file is empty; a campaign has at least a name and protocols")]
    [InlineData("   ", "1:1: the file is empty; a campaign has at least a name and protocols")]
    public void An_empty_file(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData("hello", "1:1: a campaign file is a list of keys with values; begin with a line such as 'name: quick'")]
    [InlineData("- a\n- b\n", "1:1: a campaign file is a list of keys with values; begin with a line such as 'name: quick'")]
    [InlineData("42", "1:1: a campaign file is a list of keys with values; begin with a line such as 'name: quick'")]
    public void Text_that_is_no_mapping(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData("&a [*a]\n", "1:1: anchors (&a) and aliases (*a) are not part of campaign files; write the value out")]
    [InlineData("name: &n x\n", "1:7: anchors (&a) and aliases (*a) are not part of campaign files; write the value out")]
    [InlineData("name: *n\n", "1:7: anchors (&a) and aliases (*a) are not part of campaign files; write the value out")]
    [InlineData("a: &a { b: *a }\n", "1:4: anchors (&a) and aliases (*a) are not part of campaign files; write the value out")]
    [InlineData("name: !!str x\n", "1:7: tags (!a) are not part of campaign files; write the value alone")]
    [InlineData("name: !x y\n", "1:7: tags (!a) are not part of campaign files; write the value alone")]
    public void Anchors_aliases_and_tags(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData("name: x\nprotocols: { tcp: { sizes: [1 B }\n", "2:33: this is not YAML (while parsing a flow sequence, did not find expected ',' or ']'); check the indentation, quotes and brackets here")]
    [InlineData("name: 'x\n", "1:7: this is not YAML (while scanning a quoted scalar, found unexpected end of stream); check the indentation, quotes and brackets here")]
    [InlineData("name: x: y\n", "1:8: this is not YAML (while scanning a plain scalar value, found invalid mapping); check the indentation, quotes and brackets here")]
    [InlineData("name: x\n  bad: y\n", "2:6: this is not YAML (while scanning a plain scalar value, found invalid mapping); check the indentation, quotes and brackets here")]
    [InlineData("@\n", "1:1: this is not YAML (while scanning for the next token, found character that cannot start any token); check the indentation, quotes and brackets here")]
    [InlineData("%YAML 9.9\n---\nname: x\n", "1:1: this is not YAML (found incompatible YAML document); check the indentation, quotes and brackets here")]
    [InlineData(Head + Body + "trial:\n\tduration: 1 s\n", "5:1: a tab indents this line; YAML indents with spaces")]
    public void Broken_yaml(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + Body + "---\nname: y\n", "4:1: a second document begins here; a campaign file holds one, so take the '---' away")]
    public void A_second_document(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData("? [a, b]\n: c\n", "1:8: a key is one word here, not a list or a mapping; check the brackets")]
    public void A_key_that_is_no_word(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));
}
