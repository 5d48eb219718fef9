using System.Text;
using ActorBench.Reports.Figures;
using ActorBench.Reports.Tables;

namespace ActorBench.Reports.Html;

/// <summary>Writes HTML that is well-formed XML too. Whatever is text goes through one place that escapes it; only our own style sheet and figures go around it.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _page = new("<!DOCTYPE html>\n");

    public void Element(string name, Action content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        _page.Append('>');
        content();
        _page.Append("</").Append(name).Append(">\n");
    }

    public void Element(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        _page.Append('>');
        Text(text);
        _page.Append("</").Append(name).Append(">\n");
    }

    /// <summary>An element that has no content, such as <c>meta</c>.</summary>
    public void Void(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        _page.Append("/>\n");
    }

    /// <summary>Text of several lines, as it is; other control characters become blanks.</summary>
    public void Preformatted(string text) => Element("pre", () =>
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            Text(line);
            _page.Append('\n');
        }
    });

    public void Text(string text) => Escape(Words.Inert(text));

    /// <summary>Our own style sheet; a browser takes it as it is, without escapes.</summary>
    public void Style(string sheet) => _page.Append("<style>").Append(sheet).Append("</style>\n");

    public void Figure(Figure figure, int number)
    {
        Element("figure", () =>
        {
            _page.Append(figure.Svg);
            Element("figcaption", () =>
            {
                Element("b", $"Figure {number}. {figure.Title}.");
                Text(" " + figure.Caption);
            });
        }, ("id", figure.Name));
    }

    public void Table(ReportTable table, int? number = null)
    {
        if (table.Rows.Count == 0) return;
        Element("table", () =>
        {
            Element("caption", () =>
            {
                if (number is { } n) Element("b", $"Table {n}. ");
                Text(table.Caption);
            });
            Element("thead", () => Element("tr", () =>
            {
                foreach (var column in table.Columns) Element("th", column.Name, column.IsText ? [("class", "text"), ("scope", "col")] : [("scope", "col")]);
            }));
            Element("tbody", () =>
            {
                foreach (var row in table.Rows) Element("tr", () => Cells(table, row));
            });
        });
    }

    public override string ToString() => _page.ToString();

    private void Cells(ReportTable table, IReadOnlyList<string> row)
    {
        foreach (var (column, text) in table.Columns.Zip(row)) Element("td", text, column.IsText ? [("class", "text")] : []);
    }

    private void Open(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _page.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            _page.Append(' ').Append(attribute).Append("=\"");
            Escape(Words.Inert(value));
            _page.Append('"');
        }
    }

    private void Escape(string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => _page.Append("&lt;"),
                '>' => _page.Append("&gt;"),
                '&' => _page.Append("&amp;"),
                '"' => _page.Append("&quot;"),
                '\'' => _page.Append("&#39;"),
                _ => _page.Append(c),
            };
        }
    }
}
