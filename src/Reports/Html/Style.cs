using System.Security.Cryptography;
using System.Text;

namespace ActorBench.Reports.Html;

/// <summary>The page's one style sheet, and the policy that allows it and nothing else.</summary>
internal static class Style
{
    public const string Sheet = """

        body { font: 15px/1.5 "Segoe UI", "DejaVu Sans", Verdana, Arial, sans-serif; color: #1a1a1a; background: #fff; max-width: 1000px; margin: 0 auto; padding: 24px; }
        h1 { font-size: 26px; margin: 0 0 4px; }
        h2 { font-size: 20px; margin: 40px 0 8px; border-bottom: 2px solid #1a1a1a; }
        h3 { font-size: 16px; margin: 24px 0 4px; }
        p, li { max-width: 78ch; }
        .facts { color: #4a4a4a; margin: 0; }
        .notice { border: 2px solid #8a3b00; background: #fff4ea; padding: 8px 14px; margin: 16px 0; font-weight: 600; }
        .verdicts { border: 1px solid #767676; padding: 4px 16px; margin: 16px 0; }
        .verdicts p { max-width: none; margin: 10px 0; }
        .badge { display: inline-block; border: 1px solid #1a1a1a; border-radius: 3px; padding: 0 7px; margin-right: 8px; font-size: 12px; font-weight: 700; text-transform: uppercase; }
        .slower { background: #fbe0d3; } .faster { background: #d9ecf8; } .equivalent { background: #d7efe4; } .open { background: #f0f0f0; }
        nav a { margin-right: 14px; white-space: nowrap; }
        a { color: #00528c; }
        table { border-collapse: collapse; margin: 14px 0 20px; font-size: 13px; line-height: 1.35; max-width: 100%; font-variant-numeric: tabular-nums; }
        caption { text-align: left; padding: 4px 0; color: #333; caption-side: top; max-width: 100ch; }
        th, td { padding: 3px 9px; text-align: right; vertical-align: top; border-bottom: 1px solid #d8d8d8; }
        th { border-bottom: 1.5px solid #1a1a1a; font-weight: 600; vertical-align: bottom; }
        tbody th { border-bottom: 1px solid #d8d8d8; vertical-align: top; }
        th.text, td.text { text-align: left; overflow-wrap: anywhere; min-width: 6em; } td:first-child, tbody th:first-child { white-space: nowrap; overflow-wrap: normal; }
        td small { display: block; color: #3a3a3a; font-size: 11.5px; }
        figure { margin: 20px 0; } figure svg { width: 100%; height: auto; display: block; }
        figcaption { font-size: 13px; color: #333; max-width: 100ch; }
        pre, code { font: 12.5px/1.45 "DejaVu Sans Mono", Consolas, monospace; background: #f4f4f4; }
        pre { padding: 10px; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
        dt { font-weight: 600; margin-top: 10px; } dd { margin: 0; max-width: 88ch; }
        summary { cursor: pointer; color: #00528c; font-size: 14px; }
        .wide { overflow-x: auto; }
        @media print {
          body { font-size: 10.5px; max-width: none; padding: 0; }
          h2, h3, caption { break-after: avoid; } figure, tr, dt { break-inside: avoid; } thead { display: table-header-group; }
          figcaption { font-size: 9.5px; } td small, .badge, pre, code { font-size: 8px; } h1 { font-size: 20px; } h2 { font-size: 15px; } h3 { font-size: 12px; }
          table { font-size: 8.5px; } th, td { padding: 2px 4px; } .wide { overflow: visible; } nav, .bulk { display: none; }
          details::details-content { content-visibility: visible; display: block; height: auto; } summary { display: none; }
          a[href^="http"]::after { content: " (" attr(href) ")"; }
        }

        """;

    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'; base-uri 'none'; form-action 'none'";
}
