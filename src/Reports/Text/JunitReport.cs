using System.Globalization;
using System.Text;
using System.Xml;
using ActorBench.Reports.Content;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Findings;

namespace ActorBench.Reports.Text;

/// <summary>A campaign as test cases: its thresholds, its cells and its findings. What no build server should overlook is a failure.</summary>
public static class JunitReport
{
    /// <param name="Problem">Null for a case that passes.</param>
    private sealed record Case(string Name, string? Problem, string? Skipped, string Output);

    public static string Write(ReportContent content)
    {
        (string Name, Case[] Cases)[] suites =
        [
            ("thresholds", [.. content.Thresholds.Select(one => new Case(one.Threshold, one.Passed ? null : one.Evidence, null, one.Evidence))]),
            ("cells", [.. content.Analysis.Measured.Select(cell => Of(content, cell))]),
            ("findings", [.. content.Findings.Select(Of)]),
        ];
        // A string writer would call itself UTF-16.
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement("testsuites");
            Counts(xml, content.Campaign, [.. suites.SelectMany(suite => suite.Cases)]);
            foreach (var (name, cases) in suites) Suite(xml, content, name, cases);
            xml.WriteEndElement();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static Case Of(ReportContent content, CellAnalysis cell)
    {
        var rate = Shown.Estimate(cell.N == 0 ? null : cell.Figures.Moments.Mean, cell.Figures.MeanInterval, cell.N);
        var cv = Shown.Percent(cell.Figures.Moments.CoefficientOfVariation, cell.Figures.CvInterval, cell.N);
        var output = $"n {cell.N} of {cell.Planned}; mean {rate} Mbit/s both ways; CV {cv}";
        var problem = cell.N >= cell.Planned || cell.Unsupported is not null ? null
            : content.IsFinished ? $"{cell.Failed} of {cell.Planned} trials were given up."
            : $"{cell.N} of {cell.Planned} trials are accepted; the campaign is not finished.";
        return new Case($"{cell.Cell.Label} {content.NameOf(cell.Cell)}", problem, cell.N == 0 ? cell.Unsupported : null, output);
    }

    private static Case Of(Finding finding) => new(
        $"{finding.Rule.Code} {finding.Where}",
        finding.Rule.Kind == FindingKind.Error ? $"{finding.Rule.Meaning} {finding.Rule.Remedy}" : null,
        null,
        $"{Words.Kebab(finding.Rule.Kind)}: {finding.Evidence}");

    private static void Suite(XmlWriter xml, ReportContent content, string name, Case[] cases)
    {
        xml.WriteStartElement("testsuite");
        Counts(xml, name, cases);
        foreach (var one in cases)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", $"{content.Campaign}.{name}");
            xml.WriteAttributeString("name", Valid(one.Name));
            if (one.Problem is not null) Message(xml, "failure", one.Problem);
            else if (one.Skipped is not null) Message(xml, "skipped", one.Skipped);
            xml.WriteElementString("system-out", Valid(one.Output));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, string name, Case[] cases)
    {
        xml.WriteAttributeString("name", Valid(name));
        xml.WriteAttributeString("tests", cases.Length.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", cases.Count(one => one.Problem is not null).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("skipped", cases.Count(one => one.Problem is null && one.Skipped is not null).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", "0");
    }

    private static void Message(XmlWriter xml, string element, string message)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("message", Valid(message));
        xml.WriteEndElement();
    }

    /// <summary>XML knows characters that it refuses; half a surrogate pair is one.</summary>
    private static string Valid(string text) => string.Concat(Words.Inert(text).EnumerateRunes().Select(rune => rune.ToString()).Where(rune => rune.All(c => char.IsSurrogate(c) || XmlConvert.IsXmlChar(c))));
}
