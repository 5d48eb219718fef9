using System.Text.RegularExpressions;
using ActorBench.Tests;

namespace ActorBench.Deploy.Tests;

/// <summary>A section of a document that is typed as it is written: its machines from its table, its commands from its blocks <c>console</c>.</summary>
/// <param name="Machines">Prompt, management and data address.</param>
internal sealed partial record Walk(IReadOnlyList<(string Prompt, string Management, string Data)> Machines, IReadOnlyList<WalkStep> Steps)
{
    public static Walk Read(string path, string heading)
    {
        var lines = File.ReadAllLines(path).SkipWhile(line => line != $"## {heading}").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lines);
        var machines = lines.Select(line => Row().Match(line)).Where(row => row.Success).Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value));
        return new Walk([.. machines], [.. Blocks(lines).SelectMany(block => StepsOf(block))]);
    }

    private static IEnumerable<List<string>> Blocks(List<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] != "```console") continue;
            var block = lines.Skip(i + 1).TakeWhile(line => line != "```").ToList();
            i += block.Count;
            yield return block;
        }
    }

    /// <summary>A line behind a prompt is a command, with the document that it reads if it has one; what follows is what is said then.</summary>
    private static IEnumerable<WalkStep> StepsOf(List<string> block)
    {
        for (var i = 0; i < block.Count;)
        {
            var prompted = Prompt().Match(block[i++]);
            Assert.True(prompted.Success, $"No prompt: {block[i - 1]}");
            var command = prompted.Groups[2].Value;
            if (command.EndsWith("<<'EOF'", StringComparison.Ordinal))
            {
                var document = block.Skip(i).TakeWhile(line => line != "EOF").ToList();
                i += document.Count + 1;
                command = string.Join('\n', [command, .. document, "EOF"]);
            }

            var said = block.Skip(i).TakeWhile(line => !Prompt().IsMatch(line)).ToList();
            i += said.Count;
            yield return new WalkStep(prompted.Groups[1].Value, command, said);
        }
    }

    [GeneratedRegex(@"^\| `(\w+)` \|.*\| ([\d.]+) \| ([\d.]+) \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"^(\w+)\$ (.*)$")]
    private static partial Regex Prompt();
}

/// <param name="Said">How lines begin that it says.</param>
internal sealed record WalkStep(string Prompt, string Command, IReadOnlyList<string> Said)
{
    public async Task TakeAsync(Machine machine)
    {
        var said = await machine.DoAsync(Command);
        foreach (var line in Said)
        {
            if (Command.EndsWith('&')) await machine.UntilSaidAsync(line);
            else Assert.Contains(said.Split('\n'), one => one.StartsWith(line, StringComparison.Ordinal));
        }
    }
}
