using ActorBench.Agents.Configuration;
using ActorBench.Coordinator.Programs;

namespace ActorBench.Coordinator.Tests.Programs;

public sealed class NodeConfigurationSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-configuration-").FullName;

    [Fact]
    public void Without_anything_a_coordinator_is_alone_on_this_machine()
    {
        var options = Read(null);

        Assert.Equal(("127.0.0.1", 4053, 9110, 9111), (options.ManagementAddress, options.Port, options.CommandPort, options.HealthPort));
        Assert.Empty(options.SeedNodes);
        Assert.Empty(options.Problems());
    }

    [Fact]
    public void Flags_win_over_the_file_and_a_list_is_taken_whole()
    {
        var file = Write("""{ "Port": 5000, "CommandPort": 5001, "SeedNodes": ["a:1", "b:2", "c:3"], "Tls": { "Key": "k.pem" } }""");
        var options = Read(file, ("Port", "6000"), ("SeedNodes", "d:4"));

        Assert.Equal((6000, 5001, "k.pem"), (options.Port, options.CommandPort, options.Tls.Key));
        Assert.Equal(["d:4"], options.SeedNodes);
    }

    [Theory]
    [InlineData("""{ "SeedNode": ["a:1"] }""", "unknown key 'SeedNode:0'; did you mean 'SeedNodes'?")]
    [InlineData("""{ "Tls": { "Keys": "x" } }""", "unknown key 'Tls:Keys'; did you mean 'Key'?")]
    [InlineData("""{ "Port": "many" }""", "'many'")]
    [InlineData("""{ "Port": """, "can't be read")]
    public void A_mistake_in_the_file_is_one_sentence_with_its_place(string text, string expected)
    {
        var refused = Assert.Throws<NodeConfigurationException>(() => Read(Write(text)));

        Assert.Contains(expected, Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("nowhere.json", Assert.Throws<NodeConfigurationException>(() => Read(Path.Combine(_folder, "nowhere.json"))).Message, StringComparison.Ordinal);

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var options = Read(null, ("ManagementAddress", "here"), ("Port", "70000"), ("SeedNodes", "a"), ("SeedNodes", "b:1"));

        Assert.Equal(4, options.Problems().Count());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CoordinatorOptions Read(string? file, params (string Key, string Value)[] flags) => NodeConfiguration.Read<CoordinatorOptions>(file, flags);

    private string Write(string text)
    {
        var path = Path.Combine(_folder, "node.json");
        File.WriteAllText(path, text);
        return path;
    }
}
