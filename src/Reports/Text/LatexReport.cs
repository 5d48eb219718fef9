using System.Text;
using ActorBench.Reports.Content;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Reports.Text;

/// <summary>Tables as the study of 2007 has them, for a paper: mean, standard deviation and CV of each size and platform, a table a protocol and size class.</summary>
public static class LatexReport
{
    public static string Write(ReportContent content)
    {
        var text = new StringBuilder();
        Line($"% {OneLine(content.Campaign)}, plan {content.Plan.Hash}. Needs \\usepackage{{booktabs}}.");
        foreach (var notice in Notices.Of(content)) Line($"% {OneLine(notice)}");
        foreach (var group in content.Groups) Table(group);
        return text.ToString();

        void Table(CellGroup group)
        {
            var platforms = group.Platforms;
            Line("\n\\begin{table}");
            Line("\\centering\\small");
            Line($"\\caption{{{Escaped(Caption(content, group))}}}");
            Line($"\\label{{tab:{group.Slug}}}");
            Line($"\\begin{{tabular}}{{r{string.Concat(platforms.Select(_ => "rrrr"))}}}");
            Line("\\toprule");
            Line($"& {string.Join(" & ", platforms.Select(platform => $"\\multicolumn{{4}}{{c}}{{{Escaped(platform)}}}"))} \\\\");
            Line(string.Concat(platforms.Select((_, i) => $"\\cmidrule(lr){{{(4 * i) + 2}-{(4 * i) + 5}}}")));
            Line($"size & {string.Join(" & ", platforms.Select(_ => "$n$ & mean & $s$ & CV, \\%"))} \\\\");
            Line("\\midrule");
            foreach (var size in group.Sizes)
                Line($"{Escaped(Words.SizeText(size))} & {string.Join(" & ", platforms.SelectMany(platform => Cells(group.At(platform, size))))} \\\\");
            Line("\\bottomrule");
            Line("\\end{tabular}");
            Line("\\end{table}");
        }

        void Line(string line) => text.Append(line).Append('\n');
    }

    private static string Caption(ReportContent content, CellGroup group)
    {
        var bound = PaperBands.Of(group.Protocol, group.SizeClass);
        return $"{group.Title}: transfer rate both ways in Mbit/s with the 95 % interval of the mean (Student's t), standard deviation (n − 1) and coefficient of variation with its 95 % interval. "
            + $"{(bound is null ? "" : $"The study of 2007 has CV {PaperBands.Text(bound)}. ")}Over {WireText.Of(content.Record.Started.Lab)}.";
    }

    private static string[] Cells(CellAnalysis? cell) => cell is null || cell.N == 0
        ? [cell?.Unsupported is null ? "0" : "unsupported", "--", "--", "--"]
        :
        [
            $"{cell.N}",
            Escaped(Shown.Estimate(cell.Figures.Moments.Mean, cell.Figures.MeanInterval, cell.N)),
            Escaped(Shown.Number(cell.Figures.Moments.StandardDeviation)),
            Escaped(Shown.Percent(cell.Figures.Moments.CoefficientOfVariation, cell.Figures.CvInterval, cell.N).Replace(" %", "", StringComparison.Ordinal)),
        ];

    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in Words.Inert(text))
        {
            escaped.Append(c switch
            {
                '\\' => "\\textbackslash{}",
                '^' => "\\textasciicircum{}",
                '~' => "\\textasciitilde{}",
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}",
                '<' => "\\textless{}",
                '>' => "\\textgreater{}",
                '"' => "\\textquotedbl{}",
                '−' => "$-$",
                '±' => "$\\pm$",
                '≥' => "$\\ge$",
                '×' => "$\\times$",
                '·' => "$\\cdot$",
                '–' => "--",
                'µ' => "\\textmu{}",
                '[' => "{[}",
                ']' => "{]}",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    /// <summary>A comment ends with its line.</summary>
    private static string OneLine(string text) => Words.Inert(text).Replace('%', ' ');
}
