using ActorBench.Messages.Commands;
using ActorBench.Pbm.Client;
using ActorBench.Pbm.Interactive;

namespace ActorBench.Pbm.Tests;

/// <summary>What a person types, from letters to a command.</summary>
public sealed class TypedSpecs : IDisposable
{
    private static readonly IReadOnlyList<PaletteCard> Palettes = [Some.Palette().Card];
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("10.0.0.1:9999 campaign list", "10.0.0.1:9999", "campaign list")]
    [InlineData("campaign list -o json", "127.0.0.1:9110", "campaign list")]
    [InlineData("unix:/run/x.sock help", "unix:/run/x.sock", "help")]
    [InlineData("[::1]:9110", "::1:9110", "")]
    [InlineData("https://c1:9110 campaign", "https://c1:9110", "campaign")]
    public void The_place_comes_first_and_may_be_left_out(string line, string address, string words)
    {
        var read = CommandLine.Parse(CommandLine.Split(line));

        Assert.Equal((address, words), (read.Address.ToString(), string.Join(' ', read.Words)));
        Assert.Equal(line.Contains("json", StringComparison.Ordinal), read.Json);
    }

    [Theory]
    [InlineData("h1:port campaign list")]
    [InlineData("--wrong campaign list")]
    [InlineData("campaign list -o yaml")]
    public void A_slip_in_the_clients_own_flags_is_refused(string line) =>
        Assert.Equal(2, Assert.Throws<CommandException>(() => CommandLine.Parse(CommandLine.Split(line))).ExitCode);

    [Theory]
    [InlineData("test say 3 -loud", "times=3 loud=true")]
    [InlineData("test say -loud -times 3", "loud=true times=3")]
    [InlineData("test say -tims 3", "tims=3")]
    [InlineData("test say --loud a-loud", "loud=true times=a-loud")]
    [InlineData("test say ''", "times=")]
    [InlineData("test nothing -x 'two words'", "x=two words")]
    public void Switches_and_places_give_arguments(string line, string arguments) => Assert.Equal(
        arguments,
        string.Join(' ', Invocation.Parse(Palettes, CommandLine.Split(line)).Arguments.Select(a => $"{a.Key}={a.Value}")));

    [Fact]
    public void A_files_text_travels_and_its_path_with_it()
    {
        File.WriteAllText(_file, "name: x\n");

        var arguments = Invocation.Parse(Palettes, ["test", "read", _file]).Arguments;

        Assert.Equal(("name: x\n", _file), (arguments["file"], arguments["file.path"]));
        Assert.Equal(2, Assert.Throws<CommandException>(() => Invocation.Parse(Palettes, ["test", "read", "/no/such"])).ExitCode);
    }

    [Theory]
    [InlineData("te", "test")]
    [InlineData("", "test help exit")]
    [InlineData("test ", "say read drip harm ruin help")]
    [InlineData("test r", "read ruin")]
    [InlineData("test say ", "-times -loud")]
    [InlineData("test say -times 3 -", "-loud")]
    [InlineData("help te", "test")]
    [InlineData("test help h", "harm")]
    public void Tab_knows_what_may_come(string text, string words) => Assert.Equal(words, string.Join(' ', Completion.Of(Palettes, text)));

    [Fact]
    public void The_line_is_edited_and_the_lines_before_come_back()
    {
        var line = new LineBuffer(["first", "second"]);
        foreach (var letter in "abc") line.Insert(letter.ToString());
        Press(line, ConsoleKey.LeftArrow, ConsoleKey.Backspace);
        Assert.Equal(("ac", 1), (line.Text, line.Cursor));
        Press(line, ConsoleKey.UpArrow, ConsoleKey.UpArrow, ConsoleKey.UpArrow);
        Assert.Equal("first", line.Text);
        Press(line, ConsoleKey.DownArrow, ConsoleKey.DownArrow);
        Assert.Equal("ac", line.Text);
    }

    private static void Press(LineBuffer line, params ConsoleKey[] keys)
    {
        foreach (var key in keys) line.Press(new ConsoleKeyInfo('\0', key, shift: false, alt: false, control: false));
    }
}
