using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ActorBench.Campaigns.Files;

/// <summary>
/// YAML text to a tree with places. Takes the plain part of YAML only: one document, no anchors, no tags. Values stay text,
/// because whether <c>1</c> is a size or a count is for the section to say.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>The language needs 6; what is deeper is an attack or a slip of brackets.</summary>
    private const int Deepest = 16;

    private readonly string _file;
    private readonly string _text;
    private readonly Parser _parser;
    private Place _reached;

    private YamlReader(string file, string text)
    {
        _file = file;
        _text = text;
        _parser = new Parser(new StringReader(text));
        _reached = new Place(file, 1, 1);
    }

    public static MapNode Read(string file, string text)
    {
        var reader = new YamlReader(file, text);
        reader.Next<StreamStart>();
        if (reader.Next() is StreamEnd)
        {
            throw new Place(file, 1, 1).Refusal("the file is empty; a campaign has at least a name and protocols");
        }

        reader.Next();
        var root = reader.Node(depth: 1);
        reader.Next<DocumentEnd>();
        if (reader.Next() is not StreamEnd)
        {
            throw reader._reached.Refusal("a second document begins here; a campaign file holds one, so take the '---' away");
        }

        return root as MapNode
            ?? throw root.Place.Refusal("a campaign file is a list of keys with values; begin with a line such as 'name: quick'");
    }

    private YamlNode Node(int depth)
    {
        var place = _reached;
        if (depth > Deepest)
        {
            throw place.Refusal("this is nested too deep; no setting of a campaign has so many levels, so check the brackets");
        }

        switch (_parser.Current)
        {
            case AnchorAlias:
            case NodeEvent { Anchor.IsEmpty: false }:
                throw place.Refusal("anchors (&a) and aliases (*a) are not part of campaign files; write the value out");
            case NodeEvent { Tag.IsEmpty: false }:
                throw place.Refusal("tags (!a) are not part of campaign files; write the value alone");
            case Scalar scalar:
                return new ScalarNode(place, scalar.Value);
            case SequenceStart:
                return List(place, depth);
            case MappingStart:
                return Map(place, depth);
            default:
                throw place.Refusal("a value is missing here; write one or take the key away");
        }
    }

    private ListNode List(Place place, int depth)
    {
        var items = new List<YamlNode>();
        while (Next() is not SequenceEnd) items.Add(Node(depth + 1));
        return new ListNode(place, items);
    }

    private MapNode Map(Place place, int depth)
    {
        var entries = new List<MapEntry>();
        while (Next() is not MappingEnd)
        {
            var key = Node(depth + 1) as ScalarNode
                ?? throw _reached.Refusal("a key is one word here, not a list or a mapping; check the brackets");
            Next();
            entries.Add(new MapEntry(key, Node(depth + 1)));
        }

        return new MapNode(place, entries);
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (Next() is not T) throw NotYaml(_reached, "something is left over");
    }

    private ParsingEvent Next()
    {
        try
        {
            _parser.MoveNext();
        }
        // The parser meets text that nobody wrote for it: whatever it throws means that the text is no YAML.
        catch (Exception e)
        {
            throw NotYaml(e is YamlException { Start: var start } ? At(start) : _reached, e is YamlException ? e.Message : "it breaks off after this");
        }

        var current = _parser.Current ?? throw NotYaml(_reached, "it ends here");
        _reached = At(current.Start);
        return current;
    }

    private CampaignFileException NotYaml(Place place, string reason)
    {
        // The parser reports a tab far from where it stands.
        var tabbed = reason.Contains("tab", StringComparison.Ordinal) ? Array.FindIndex(_text.Split('\n'), IsIndentedByTab) : -1;
        return tabbed >= 0
            ? new Place(_file, tabbed + 1, 1).Refusal("a tab indents this line; YAML indents with spaces")
            : place.Refusal($"this is not YAML ({Shown.Plain(reason)}); check the indentation, quotes and brackets here");
    }

    private static bool IsIndentedByTab(string line) => line.TrimStart(' ').StartsWith('\t') && line.Trim().Length > 0;

    private Place At(Mark mark) => new(_file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
