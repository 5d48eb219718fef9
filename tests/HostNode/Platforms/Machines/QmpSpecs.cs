using System.Net.Sockets;
using System.Text.Json;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Platforms.Machines;

namespace ActorBench.HostNode.Tests.Platforms.Machines;

/// <summary>Against what a real QEMU and a client said to each other.</summary>
public sealed class QmpSpecs
{
    [Theory]
    [InlineData("qmp-stop", "stop", "{}")]
    [InlineData("qmp-quit", "quit", "{}")]
    [InlineData("qmp-query-status-paused", "query-status", """{"status": "paused", "singlestep": false, "running": false}""")]
    public async Task An_answer_is_found_among_greeting_and_events(string conversation, string order, string answer)
    {
        var (said, heard) = await Converse(conversation, order);

        Assert.Equal(JsonSerializer.Serialize(JsonDocument.Parse(answer)), JsonSerializer.Serialize(heard));
        Assert.Equal(Lines(conversation, "-> ").Select(line => line.Replace(": ", ":", StringComparison.Ordinal)), said);
    }

    [Fact]
    public async Task The_threads_of_processors_are_read()
    {
        var (_, heard) = await Converse("qmp-query-cpus-fast", "query-cpus-fast");

        Assert.Equal(11078, Assert.Single(heard.EnumerateArray()).GetProperty("thread-id").GetInt32());
    }

    [Fact]
    public async Task A_refusal_is_a_sentence_with_QEMUs_own_words()
    {
        var refused = await Assert.ThrowsAsync<ToolException>(() => Converse("qmp-unknown-command", "no-such-command"));

        Assert.Equal("QEMU refuses `no-such-command`: The command no-such-command has not been found.", refused.Message);
    }

    [Theory]
    [InlineData("", "QEMU ended before it answered `its greeting`.")]
    [InlineData("{\"QMP\": {}}\n{\"retu", "QEMU answered `qmp_capabilities` with what is no JSON: {\"retu")]
    public async Task What_breaks_off_is_a_sentence(string heard, string sentence)
    {
        var broken = await Assert.ThrowsAsync<ToolException>(
            () => QmpClient.Converse(new StringReader(heard), new StringWriter(), "stop", CancellationToken.None));

        Assert.Equal(sentence, broken.Message);
    }

    [Fact]
    public async Task A_QEMU_that_listens_to_another_client_is_given_up()
    {
        var folder = Directory.CreateTempSubdirectory("actorbench-qmp-").FullName;
        using var deaf = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        deaf.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, "qmp")));
        deaf.Listen();

        var silent = await Assert.ThrowsAsync<ToolException>(
            () => QmpClient.Execute(Path.Combine(folder, "qmp"), "stop", CancellationToken.None, TimeSpan.FromMilliseconds(200)));

        Assert.Equal("QEMU has not answered `stop` within 0.2 s.", silent.Message);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(string[] Said, JsonElement Heard)> Converse(string conversation, string order)
    {
        using var said = new StringWriter();
        var heard = await QmpClient.Converse(new StringReader(string.Join('\n', Lines(conversation, "<- "))), said, order, CancellationToken.None);
        return (said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), heard);
    }

    private static IEnumerable<string> Lines(string conversation, string mark) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "recorded", "qemu", $"{conversation}.txt"))
            .Where(line => line.StartsWith(mark, StringComparison.Ordinal)).Select(line => line[mark.Length..]);
}
