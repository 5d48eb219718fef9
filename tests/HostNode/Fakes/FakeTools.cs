using System.Globalization;
using System.Text;

namespace ActorBench.HostNode.Tests.Fakes;

/// <summary>Programs that play tools which this machine does not have. They stand first in PATH and nowhere else, log how they were called and answer as they were told.</summary>
/// <remarks>PATH is the process's: only for tests that do not run beside others.</remarks>
internal sealed class FakeTools : IDisposable
{
    private const char Between = '\u001f';
    private const int NoAnswer = 99;

    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-fakes-").FullName;
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");
    private readonly Dictionary<string, List<string>> _cases = [];

    public FakeTools() => Environment.SetEnvironmentVariable("PATH", $"{_folder}:{_path}");

    /// <param name="pattern">Of the arguments with a space between them; <c>*</c> is anything. The first that fits counts.</param>
    /// <param name="replies">One after the other; the last again and again.</param>
    public FakeTools On(string tool, string pattern, params IReadOnlyList<Reply> replies)
    {
        var cases = _cases.TryGetValue(tool, out var known) ? known : _cases[tool] = [];
        cases.Add(Case(tool, cases.Count, pattern, replies));
        var script = $"""
            #!/bin/sh
            cd '{_folder}' || exit {NoAnswer}
            [ $# -eq 0 ] || printf '%s\037' "$@" >> '{tool}.log'; echo >> '{tool}.log'
            next() {"{"} echo >> "$1"; count=$(wc -l < "$1"); [ "$count" -le "$2" ] || count=$2; {"}"}
            case "$*" in
            {string.Join('\n', cases)}
            *) echo "fake {tool}: nothing to say to: $*" >&2; exit {NoAnswer};;
            esac
            """;
        var path = Path.Combine(_folder, tool);
        File.WriteAllText(path, script + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    /// <summary>The argument lists that a tool was called with, in order.</summary>
    public IReadOnlyList<string[]> Calls(string tool) => File.Exists(Path.Combine(_folder, $"{tool}.log"))
        ? [.. File.ReadLines(Path.Combine(_folder, $"{tool}.log")).Select(line => line.Split(Between)[..^1])]
        : [];

    /// <summary>The same with a space between the words.</summary>
    public IReadOnlyList<string> Lines(string tool) => [.. Calls(tool).Select(call => string.Join(' ', call))];

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        Directory.Delete(_folder, recursive: true);
    }

    private string Case(string tool, int number, string pattern, IReadOnlyList<Reply> replies)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Glob(pattern)}) next {tool}.{number} {replies.Count}; case $count in");
        foreach (var (reply, index) in replies.Select((reply, index) => (reply, index + 1)))
        {
            var file = Path.Combine(_folder, $"{tool}.{number}.{index}");
            File.WriteAllText($"{file}.out", reply.Output);
            File.WriteAllText($"{file}.err", reply.Errors);
            text.Append(CultureInfo.InvariantCulture, $" {index}) ");
            if (reply.DelaySeconds > 0) text.Append(CultureInfo.InvariantCulture, $"sleep {reply.DelaySeconds}; ");
            text.Append(CultureInfo.InvariantCulture, $"cat '{file}.out'; cat '{file}.err' >&2; ");
            // Its log is the calls'; a call that has been made once is enough.
            if (reply.Until is { } until) text.Append(CultureInfo.InvariantCulture, $"until tr '\\037' ' ' < '{tool}.log' | grep -q -x -- '{until} *'; do sleep 0.02; done; ");
            text.Append(CultureInfo.InvariantCulture, $"exit {reply.ExitCode};;");
        }

        return text.Append(" esac;;").ToString();
    }

    private static string Glob(string pattern) => string.Join('*', pattern.Split('*').Select(literal => literal.Length == 0 ? "" : $"'{literal}'"));
}
