using System.Globalization;

namespace ActorBench.HostNode.Tests.Fakes;

/// <summary>What a tool prints, and how it ends.</summary>
/// <param name="Until">Pattern of another call of the tool: it stays until that is made. Null: it ends at once.</param>
internal sealed record Reply(int ExitCode, string Output = "", string Errors = "", double DelaySeconds = 0, string? Until = null)
{
    private const string ErrorsFollow = "--stderr--\n";

    public static Reply Silence { get; } = new(0);

    /// <summary>A file of the folder <c>recorded</c>, as the real tool wrote it: the command, its output, after a line <c>--stderr--</c> its errors, and <c>exit=N</c>.</summary>
    /// <param name="file">Tool and case: <c>xl/create-nomem</c>.</param>
    /// <param name="replace">Text that differs from machine to machine, and what stands for it.</param>
    public static Reply Recorded(string file, params IReadOnlyList<(string Old, string New)> replace)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "recorded", $"{file}.txt"));
        text = replace.Aggregate(text, (whole, one) => whole.Replace(one.Old, one.New, StringComparison.Ordinal));
        var body = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var end = body.LastIndexOf("exit=", StringComparison.Ordinal);
        var parts = body[..end].Split(ErrorsFollow, 2);
        return new Reply(int.Parse(body[(end + 5)..].Trim(), CultureInfo.InvariantCulture), parts[0], parts.ElementAtOrDefault(1) ?? "");
    }
}
