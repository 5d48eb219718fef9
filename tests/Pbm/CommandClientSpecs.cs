using ActorBench.Messages.Commands;
using ActorBench.Pbm.Client;

namespace ActorBench.Pbm.Tests;

public sealed class CommandClientSpecs
{
    [Fact]
    public async Task It_downloads_what_there_is()
    {
        await using var port = await CommandPort.OpenAsync();

        var palette = Assert.Single(await port.Client().PalettesAsync(CancellationToken.None));

        Assert.Equal(("test", "For tests."), (palette.Name, palette.Help));
        Assert.Equal(["say", "read", "drip", "harm", "ruin"], palette.Commands.Select(c => c.Name));
        var say = palette.Commands[0];
        Assert.Equal((CommandRole.Viewer, false, "text"), (say.Role, say.Changes, Assert.Single(say.Columns)));
        Assert.Equal(["-times"], say.Arguments[0].Switches);
        Assert.Equal(ArgumentKind.Flag, say.Arguments[1].Kind);
        Assert.Equal("All is lost.", palette.Commands[4].Confirm);
    }

    [Theory]
    [InlineData("sey", "There is no command 'test sey'; did you mean 'say'?")]
    [InlineData("unheard-of", "There is no command 'test unheard-of'; choose from: say, read, drip, harm, ruin")]
    public async Task A_word_that_is_no_command_is_answered_with_the_nearest(string command, string sentence)
    {
        await using var port = await CommandPort.OpenAsync();

        var refused = await Assert.ThrowsAsync<CommandException>(() => CommandPort.LinesAsync(port.Client(), command));

        Assert.Equal((2, sentence), (refused.ExitCode, refused.Message));
    }

    [Fact]
    public async Task A_switch_that_is_none_is_answered_with_the_nearest()
    {
        await using var port = await CommandPort.OpenAsync();

        var refused = await Assert.ThrowsAsync<CommandException>(() => CommandPort.LinesAsync(port.Client(), "say", ("tims", "2")));

        Assert.Equal((2, "test say has no switch -tims; did you mean '-times'?"), (refused.ExitCode, refused.Message));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_what_it_streams()
    {
        await using var port = await CommandPort.OpenAsync();

        await foreach (var line in port.Client().RunAsync("test", "drip", new CommandRequest(new Dictionary<string, string>()), CancellationToken.None))
        {
            Assert.Equal("drop", line);
            break;
        }

        await port.Gone.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_no_answer()
    {
        var port = await CommandPort.OpenAsync();
        var streamed = port.Client().RunAsync("test", "drip", new CommandRequest(new Dictionary<string, string>()), CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await streamed.MoveNextAsync());
        await port.DisposeAsync();

        var broken = await Assert.ThrowsAsync<CommandException>(async () =>
        {
            while (await streamed.MoveNextAsync())
            {
                // What was on its way.
            }
        });

        Assert.Equal(ClientExitCode.Unreachable, broken.ExitCode);
    }

    [Fact]
    public async Task Where_nobody_listens_one_sentence_says_what_to_do()
    {
        var port = await CommandPort.OpenAsync();
        var client = port.Client();
        await port.DisposeAsync();

        var nobody = await Assert.ThrowsAsync<CommandException>(() => client.PalettesAsync(CancellationToken.None));

        Assert.Equal(69, nobody.ExitCode);
        Assert.Contains("actorbench coordinator", nobody.Message, StringComparison.Ordinal);
    }
}
