using System.Diagnostics;

namespace ActorBench.EndToEnd.Tests.Loopback;

[Collection("no labs")]
public sealed class NextCommandSpecs : IDisposable
{
    private readonly Place _place = new();

    public NextCommandSpecs() => _place.Environment["ACTORBENCH_COMMAND"] = Actorbench.Program;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task What_is_offered_next_can_be_typed_as_it_is_printed()
    {
        var file = _place.Write("small.yaml", Some.Campaign(repetitions: 1));
        // Not the store that the environment names, and one that a shell would take for two words.
        string[] store = ["--store", Path.Combine(_place.Folder, "my stores", "store.db")];

        var missing = (await Actorbench.Run(_place, ["status", .. store])).Expect(2);
        Assert.Contains(store[1], Offered(missing.Errors).Single(), StringComparison.Ordinal);
        var ended = (await Actorbench.Run(_place, ["run", file, "--lab", "loopback", .. store])).Expect(0);
        var finished = (await Actorbench.Run(_place, ["resume", .. store])).Expect(0);
        var unknown = (await Actorbench.Run(_place, ["status", "nobody-123456-1", .. store])).Expect(2);

        string[] offered = [.. Offered(ended.Errors), .. Offered(finished.Output), .. Offered(unknown.Errors)];
        Assert.True(offered.Length >= 4, string.Join('\n', offered));
        // What runs another campaign would take its time.
        foreach (var line in offered.Where(line => !line.StartsWith($"{Actorbench.Program} run ", StringComparison.Ordinal)))
            Assert.Equal((line, 0), (line, await Type(line)));
    }

    private static IEnumerable<string> Offered(string text) => text.Split('\n')
        .Select(line => line.IndexOf($"{Actorbench.Program} ", StringComparison.Ordinal) is var at and >= 0 ? line[at..] : null)
        .OfType<string>();

    private async Task<int> Type(string line)
    {
        var start = new ProcessStartInfo("sh", ["-c", $"{line} >/dev/null"]) { WorkingDirectory = _place.Folder };
        using var shell = Process.Start(start)!;
        await shell.WaitForExitAsync();
        return shell.ExitCode;
    }
}
