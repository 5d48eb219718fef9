using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ActorBench.Reports.Figures;

/// <summary>Makes Skia's drawing fit for a page: it scales, it has a name, and it is as small as its picture allows.</summary>
internal static partial class SvgText
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static string Clean(string xml, string name, string title, int width, int height)
    {
        var root = XDocument.Parse(xml).Root!;
        // Skia counts on from drawing to drawing; here each counts from one.
        var ids = root.Descendants().Attributes("id").Select((id, i) => (id.Value, New: $"{name}-{i + 1}")).ToDictionary(id => id.Value, id => id.New);
        foreach (var element in root.DescendantsAndSelf())
        {
            foreach (var attribute in element.Attributes().ToList()) Clean(attribute, ids);
            // Skia puts line ends and tabs about the words.
            if (element.Name == Svg + "text") element.Value = element.Value.Trim();
        }

        root.SetAttributeValue("width", null);
        root.SetAttributeValue("height", null);
        root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-labelledby", $"{name}-title");
        root.AddFirst(new XElement(Svg + "title", new XAttribute("id", $"{name}-title"), title));
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static void Clean(XAttribute attribute, Dictionary<string, string> ids)
    {
        switch (attribute.Name.LocalName)
        {
            case "id":
                attribute.Value = ids[attribute.Value];
                break;
            case "href" when attribute.Value.StartsWith('#'):
                attribute.Value = $"#{ids[attribute.Value[1..]]}";
                break;
            case "font-family":
                attribute.Value = "DejaVu Sans, Verdana, Arial, sans-serif";
                break;
            // The page allows no styles but its own; what Skia says there is that blanks count.
            case "style":
                attribute.Remove();
                break;
            default:
                if (attribute.IsNamespaceDeclaration) break;
                attribute.Value = LongNumber().Replace(
                    Reference().Replace(attribute.Value, id => $"url(#{ids[id.Groups[1].Value]})"),
                    number => Math.Round(decimal.Parse(number.Value, CultureInfo.InvariantCulture), 2).ToString("0.##", CultureInfo.InvariantCulture));
                break;
        }
    }

    [GeneratedRegex(@"url\(#([^)]+)\)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"-?\d+\.\d{3,}")]
    private static partial Regex LongNumber();
}
