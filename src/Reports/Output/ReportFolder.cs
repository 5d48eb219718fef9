using System.Text;
using ActorBench.Reports.Content;
using ActorBench.Reports.Figures;
using ActorBench.Reports.Sections;
using ActorBench.Reports.Text;

namespace ActorBench.Reports.Output;

/// <summary>A report in all its formats, in one folder.</summary>
public static class ReportFolder
{
    public const string Sums = "SHA256SUMS";

    /// <returns>What was written, as paths below the folder; the checksums come last.</returns>
    /// <exception cref="IOException">A file or the folder can't be written.</exception>
    public static IReadOnlyList<string> Write(string folder, ReportContent content)
    {
        // All is made before anything is written: a report that can't be made leaves no half of it.
        var files = Files(content).ToList();
        var sums = string.Concat(files.Select(file => $"{RawData.Sha256(file.Bytes)}  {file.Name}\n"));
        Make(Path.Combine(folder, "figures"));
        foreach (var (name, bytes) in files) AtomicFile.Write(Path.Combine(folder, name), bytes);
        AtomicFile.Write(Path.Combine(folder, Sums), Encoding.UTF8.GetBytes(sums));
        return [.. files.Select(file => file.Name), Sums];
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Files(ReportContent content)
    {
        var figures = GroupFigures.Of(content);
        yield return ("report.html", Encoding.UTF8.GetBytes(HtmlReport.Write(content, figures)));
        yield return ("report.md", Encoding.UTF8.GetBytes(MarkdownReport.Write(content)));
        yield return ("report.tex", Encoding.UTF8.GetBytes(LatexReport.Write(content)));
        yield return ("report.json", Encoding.UTF8.GetBytes(ReportJson.Write(content)));
        yield return ("junit.xml", Encoding.UTF8.GetBytes(JunitReport.Write(content)));
        yield return ("rows.csv", content.Raw.Csv);
        yield return ("rows.json", content.Raw.Json);
        yield return (Reproduction.File, Encoding.UTF8.GetBytes(content.Record.Started.FileText));
        foreach (var figure in figures.SelectMany(group => group.All).Concat(LevelFigure.Of(content)))
        {
            yield return ($"figures/{figure.Name}.svg", Encoding.UTF8.GetBytes(figure.Svg));
            yield return ($"figures/{figure.Name}.png", figure.Png());
        }
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder '{folder}' can't be made: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
