using System.Diagnostics;
using System.Globalization;
using ActorBench.ReportBenchmark;

const int Rounds = 3;

var program = args[0];
var folder = Directory.CreateTempSubdirectory("actorbench-report-benchmark-").FullName;
try
{
    var store = Path.Combine(folder, "store.db");
    var trials = LongCampaign.Fill(store);
    var page = Path.Combine(folder, "report.html");
    Measure("the page alone", "--html", page);
    Console.WriteLine($"its size: {Megabytes(new FileInfo(page).Length)}");
    var whole = Path.Combine(folder, "whole");
    Measure("the whole folder, with PNG, CSV and JSON", "--out", whole);
    foreach (var file in Directory.GetFiles(whole)) Console.WriteLine($"  {Path.GetFileName(file)}: {Megabytes(new FileInfo(file).Length)}");

    void Measure(string what, params string[] flags)
    {
        double[] times = [.. Enumerable.Range(0, Rounds).Select(_ => Seconds(["report", "--store", store, .. flags])).Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}, {trials} trials: median {times[Rounds / 2]:F2} s, {times[0]:F2} to {times[^1]:F2} s"));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// Wall time of the whole command, its process's start included.
double Seconds(IEnumerable<string> arguments)
{
    var started = Stopwatch.GetTimestamp();
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException($"The report ended with {process.ExitCode}.");
}

static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F2} MB");
