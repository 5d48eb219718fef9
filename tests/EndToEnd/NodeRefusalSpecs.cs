using System.Net;
using System.Net.Sockets;
using ActorBench.Agents;
using ActorBench.Journal;
using ActorBench.Messages.Agents;

namespace ActorBench.EndToEnd.Tests;

/// <summary>Nodes that can't do their work end with one line and a code that a supervisor can act on.</summary>
[Collection("no labs")]
public sealed class NodeRefusalSpecs : IDisposable
{
    private static readonly string[] Ports = ["--port", "--command-port", "--health-port"];

    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_coordinator_that_reaches_no_database_says_which()
    {
        var refused = await CoordinatorEnds(74, "--store", "postgresql://nobody@127.0.0.1:1/none");
        Assert.Contains("postgresql://nobody@127.0.0.1:1/none", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--command-port")]
    [InlineData("--health-port")]
    public async Task A_coordinator_whose_port_is_taken_names_it_and_the_flag(string flag)
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var taken = ((IPEndPoint)other.LocalEndPoint!).Port;

        var refused = await CoordinatorEnds(74, flag, $"{taken}");
        Assert.Contains($"127.0.0.1:{taken}", refused, StringComparison.Ordinal);
        Assert.Contains(flag, refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coordinator_whose_store_is_in_use_names_the_process()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_place.Store)!);
        using var held = StoreLock.Acquire(StoreAddress.File(_place.Store), "somebody's run", socketPath: null);
        Assert.Contains($"process {Environment.ProcessId} on", await CoordinatorEnds(73), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("coordinator", """{ "CommandPrt": 9110 }""", "unknown key 'CommandPrt'; did you mean 'CommandPort'?")]
    [InlineData("host", """{ "Host": "h1", "Coordinator": ["127.0.0.1:1"] }""", "unknown key 'Coordinator:0'; did you mean 'Coordinators'?")]
    [InlineData("guest", """{ "Host": """, "can't be read")]
    public async Task A_mistake_in_a_configuration_file_is_one_line_with_its_place(string node, string text, string sentence)
    {
        var file = _place.Write("node.json", text);
        var refused = (await Actorbench.Run(_place, node, "--config", file)).Expect(2);
        Assert.Contains(sentence, Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(file, refused.Errors, StringComparison.Ordinal);
        Assert.False(Path.Exists(_place.Store));
    }

    [Fact]
    public async Task An_agent_of_another_build_is_turned_away_by_name()
    {
        await using var coordinator = CoordinatorHere.Start(_place);
        var other = OtherBuild(Path.Combine(_place.Folder, "other"));
        using var agent = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            other, ["host", "--host", "h1", "--coordinator", coordinator.Address, "--management-address", "127.0.0.1", "--data-address", "127.0.0.1", "--spool", "none"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;

        var said = await agent.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await agent.WaitForExitAsync();
        Assert.Equal(69, agent.ExitCode);
        var line = Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("The native agent of h1 is build ", line, StringComparison.Ordinal);
        Assert.Contains($"this coordinator {BuildIdentity.Current}; install the same build on both.", line, StringComparison.Ordinal);
    }

    /// <summary>The first seed node is another one, and is not there. It takes the minute that a member gives its seed nodes.</summary>
    [Fact]
    public async Task A_member_that_no_seed_node_answers_says_so_and_may_be_started_again()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ACTORBENCH_LONG") is { Length: > 0 }, "Takes a minute: set ACTORBENCH_LONG=1.");
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var refused = await CoordinatorSays(75, "--port", $"{port}", "--seed-node", "127.0.0.9:1", "--seed-node", $"127.0.0.1:{port}");
        // Behind what the cluster has logged of its tries.
        Assert.StartsWith($"No seed node has taken 127.0.0.1:{port}", refused[^1], StringComparison.Ordinal);
    }

    private async Task<string> CoordinatorEnds(int code, params string[] flags) => Assert.Single(await CoordinatorSays(code, flags));

    private async Task<IReadOnlyList<string>> CoordinatorSays(int code, params string[] flags)
    {
        var free = Ports.Except(flags).SelectMany(port => (string[])[port, "0"]);
        return (await Actorbench.Run(_place, ["coordinator", .. free, .. flags])).Expect(code).ErrorLines;
    }

    /// <summary>The same program but for the identity of its messages, which a compiler gives anew to other sources.</summary>
    private static string OtherBuild(string folder)
    {
        var messages = typeof(Register).Assembly;
        foreach (var path in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(AppContext.BaseDirectory, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            // The host looks for its files beside what a link leads to.
            if (Path.GetFileName(path).StartsWith("actorbench", StringComparison.Ordinal)) File.Copy(path, copy);
            else File.CreateSymbolicLink(copy, path);
        }

        var changed = Path.Combine(folder, Path.GetFileName(messages.Location));
        var bytes = File.ReadAllBytes(messages.Location);
        var at = bytes.AsSpan().IndexOf(messages.ManifestModule.ModuleVersionId.ToByteArray());
        Assert.True(at > 0, "The identity is not in the file.");
        bytes[at] ^= 1;
        File.Delete(changed);
        File.WriteAllBytes(changed, bytes);
        return Path.Combine(folder, "actorbench");
    }
}
