using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorBench.HostNode.Platforms;

/// <summary>Many commands for <c>ip</c> or <c>tc</c> in one process: a lab is some eighty of them, and a process each would take a second.</summary>
internal static partial class IpBatch
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <param name="networkNamespace">Where the commands act; null or empty = where the caller is.</param>
    /// <param name="owner">Prefix of the lab, see <see cref="LabMark"/>.</param>
    public static async Task Run(
        string program, string? networkNamespace, IReadOnlyList<string> lines, string owner, CancellationToken ct)
    {
        if (lines.Count == 0) return;
        var (exitCode, _, errors) = await Tool.RunToEnd(
            program, Arguments(networkNamespace, force: false), Limit, Text(lines), owner, ct);
        if (exitCode != 0) throw new ToolException(Sentence(program, networkNamespace, lines, exitCode, errors), exitCode);
    }

    /// <summary>Goes on after a line that fails: for taking down what may be there in part only.</summary>
    /// <returns>What the lines printed.</returns>
    public static async Task<string> RunAll(string? networkNamespace, IReadOnlyList<string> lines, string owner, CancellationToken ct) =>
        lines.Count == 0
            ? ""
            : (await Tool.RunToEnd("ip", Arguments(networkNamespace, force: true), Limit, Text(lines), owner, ct)).Output;

    // The tool ends with "Command failed -:3"; the reason is the line before it, the command is line 3 of ours.
    internal static string Sentence(string program, string? networkNamespace, IReadOnlyList<string> lines, int exitCode, string errors)
    {
        var where = string.IsNullOrEmpty(networkNamespace) ? program : $"{program} -n {networkNamespace}";
        var failed = FailedLine().Match(errors);
        var number = failed.Success ? int.Parse(failed.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        var command = number >= 1 && number <= lines.Count ? lines[number - 1] : "-batch -";
        var reason = Tool.LastLine(FailedLine().Replace(errors, ""));
        return $"`{where} {command}` exited {exitCode}{(reason.Length == 0 ? "." : $": {reason.TrimEnd('.')}.")}";
    }

    private static string[] Arguments(string? networkNamespace, bool force) =>
        [.. string.IsNullOrEmpty(networkNamespace) ? [] : new[] { "-n", networkNamespace }, .. force ? new[] { "-force" } : [], "-batch", "-"];

    private static string Text(IReadOnlyList<string> lines) => string.Join('\n', lines) + "\n";

    [GeneratedRegex(@"Command failed -:(\d+)")]
    private static partial Regex FailedLine();
}
