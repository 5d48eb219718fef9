using System.CommandLine;
using System.Globalization;
using System.Text;
using ActorBench.Agents;
using ActorBench.Journal;
using ActorBench.Reports.Content;
using ActorBench.Reports.Figures;
using ActorBench.Reports.Output;
using ActorBench.Reports.Sections;
using ActorBench.Reports.Text;

namespace ActorBench.Cli.Commands;

/// <summary>Writes what a campaign says as one page, and in the formats that go elsewhere. Reads the store alone, beside a run too.</summary>
internal static class ReportCommand
{
    private const string StandardOutput = "-";

    /// <summary>What a coordinator calls the formats, in the order of the flags.</summary>
    private static readonly string[] Formats = ["html", "md", "latex", "junit"];

    public static Command Create()
    {
        var id = StoreFlags.Id();
        var store = StoreFlags.Store();
        var coordinator = StoreFlags.Coordinator();
        var folder = new Option<string?>("--out") { Description = "Folder for the report in all its formats; without any flag '<campaign>-report' under the current folder." };
        (Option<string?> Flag, Func<ReportContent, string> Write)[] files =
        [
            (File("--html", "one page that needs nothing else"), content => HtmlReport.Write(content, GroupFigures.Of(content))),
            (File("--md", "Markdown, short enough for a comment"), MarkdownReport.Write),
            (File("--latex", "tables for a paper (booktabs)"), LatexReport.Write),
            (File("--junit", "test cases for a build server"), JunitReport.Write),
        ];
        var command = new Command("report", "What a campaign says, as a page with figures, and in other formats.") { id, store, coordinator, folder };
        foreach (var (flag, _) in files) command.Options.Add(flag);
        command.SetAction(async (parsed, cancel) =>
        {
            var asked = files.Select(file => (Path: parsed.GetValue(file.Flag), file.Write)).Where(file => file.Path is not null).ToList();
            if (asked.Count(file => file.Path == StandardOutput) > 1)
                throw new CommandFailedException(ExitCode.Usage, "Only one format can go to standard output ('-').");
            if (parsed.GetValue(coordinator) is { } standing)
            {
                if (parsed.GetValue(folder) is not null)
                    throw new CommandFailedException(ExitCode.Usage, "A coordinator gives single files: say --html FILE and the like instead of --out, or ask the store.");
                var source = new CommandSource(StorePlace.Of(parsed.GetValue(store)), standing);
                return await FetchAsync(source, parsed.GetValue(id), [.. files.Select((file, i) => (parsed.GetValue(file.Flag), Formats[i]))], cancel).ConfigureAwait(false);
            }

            var content = Read(StorePlace.Of(parsed.GetValue(store)), parsed.GetValue(id));
            var whole = parsed.GetValue(folder);
            if (whole is not null || asked.Count == 0) WriteFolder(whole ?? $"{Slugs.Of(content.Campaign)}-report", content);
            foreach (var (path, write) in asked) Write(path!, write(content));
            return ExitCode.Success;
        });
        return command;

        static Option<string?> File(string name, string what) => new(name) { Description = $"File for {what}; '-' is standard output." };
    }

    /// <summary>Documents of a standing coordinator; without any flag the page, beside nothing else.</summary>
    private static async Task<int> FetchAsync(CommandSource source, string? id, IReadOnlyList<(string? Path, string Format)> files, CancellationToken cancel)
    {
        var asked = files.Where(file => file.Path is not null).ToList();
        id ??= (await source.StatusAsync(null, cancel).ConfigureAwait(false)).Campaign.Value;
        if (asked.Count == 0) asked = [($"{id}-report.html", Formats[0])];
        foreach (var (path, format) in asked)
        {
            var text = new StringBuilder();
            await foreach (var line in source.LinesAsync("report", CommandSource.Arguments(("id", id), ("format", format)), json: false, cancel).ConfigureAwait(false)) text.Append(line).Append('\n');
            Write(path!, text.ToString());
        }

        return ExitCode.Success;
    }

    private static ReportContent Read(StorePlace place, string? id)
    {
        using var reader = StoreReader.Open(place.Address);
        var campaign = place.Choose(reader, id);
        var held = StoreLock.Holder(place.Address) is not null && campaign == reader.Campaigns()[0];
        return ReportContent.Of(reader.ReadWithStarts(campaign)!, new ReportOccasion(Now(), BuildIdentity.Current, held));
    }

    private static void WriteFolder(string folder, ReportContent content)
    {
        foreach (var file in ReportFolder.Write(folder, content)) Console.Out.WriteLine(Path.Combine(folder, file));
    }

    private static void Write(string path, string text)
    {
        if (path == StandardOutput)
        {
            Console.Out.Write(text);
            Console.Out.Flush();
            return;
        }

        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
        Console.Error.WriteLine($"{path} is written.");
    }

    /// <summary>See https://reproducible-builds.org/specs/source-date-epoch: whoever sets it wants the same bytes again.</summary>
    private static DateTimeOffset Now()
    {
        if (Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") is not { Length: > 0 } text) return TimeProvider.System.GetUtcNow();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new CommandFailedException(ExitCode.Usage, "SOURCE_DATE_EPOCH is no number of seconds since 1970.");
    }
}
