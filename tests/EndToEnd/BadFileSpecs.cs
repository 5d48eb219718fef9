using System.Globalization;

namespace ActorBench.EndToEnd.Tests;

[Collection("no labs")]
public sealed class BadFileSpecs : IDisposable
{
    private const string Head = "name: x\nplatforms: [native]\n";

    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    /// <summary>Line and column of the mistake, then the file.</summary>
    public static TheoryData<string, int, int, string> Texts => new()
    {
        { "typo", 3, 1, Head + "protocls: { tcp: { sizes: [1 B] } }\n" },
        { "duplicate", 2, 1, "name: y\n" + Head + "protocols: { tcp: { sizes: [1 B] } }\n" },
        { "udp-too-large", 3, 29, Head + "protocols: { udp: { sizes: [64 KiB] } }\n" },
        { "negative", 3, 29, Head + "protocols: { tcp: { sizes: [-5 B] } }\n" },
        { "nan", 3, 29, Head + "protocols: { tcp: { sizes: [NaN] } }\n" },
        { "unit", 3, 29, Head + "protocols: { tcp: { sizes: [10 Kb] } }\n" },
        { "empty-matrix", 2, 12, "name: x\nplatforms: []\nprotocols: {}\n" },
        { "huge", 4, 14, Head + "protocols: { tcp: { sizes: [1 B] } }\nrepetitions: 2000000000\n" },
        { "range", 3, 28, Head + "protocols: { tcp: { sizes: 1 B .. 1 GiB +1 B } }\n" },
        { "name", 1, 7, "name: ../../etc/x\nplatforms: [native]\nprotocols: { tcp: { sizes: [1 B] } }\n" },
        { "platform", 2, 13, "name: x\nplatforms: [natve]\nprotocols: { tcp: { sizes: [1 B] } }\n" },
        { "cycle", 1, 1, "&a [*a]\n" },
        { "zero", 1, 1, "" },
        { "bare-time", 4, 20, Head + "protocols: { tcp: { sizes: [1 B] } }\ntrial: { duration: 5 }\n" },
        { "unclosed", 4, 1, Head + "protocols: { tcp: { sizes: [1 B]\n" },
        { "crlf-and-bom", 3, 1, "\ufeff" + (Head + "protocls: {}\n").Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "two-documents", 4, 1, Head + "protocols: { tcp: { sizes: [1 B] } }\n---\nname: y\n" },
        { "tab", 3, 1, Head + "\tprotocols: {}\n" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_bad_text_is_refused_with_its_place_and_nothing_is_made(string name, int line, int column, string text)
    {
        var file = _place.Write($"{name}.yaml", text);
        var refused = await Refused("run", file);
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"actorbench: {file}:{line}:"), refused.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal((name, column), (name, int.Parse(refused.ErrorLines[0][$"actorbench: {file}:{line}:".Length..].Split(':')[0], CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("timing=netperv", "timing", "did you mean 'netperf'?")]
    [InlineData("timing", "timing", "this is not key=value")]
    [InlineData("trial.warmup=5", "trial.warmup", "unit")]
    public async Task A_flag_that_sets_a_key_is_refused_as_the_file_would_be(string set, string names, string says)
    {
        var file = _place.Write("good.yaml", Head + "protocols: { tcp: { sizes: [1 B] } }\n");
        var refused = await Refused("run", file, "--set", set);

        Assert.Contains(names, refused.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains(says, refused.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_text_at_all_is_refused_and_nothing_is_made()
    {
        var bytes = new byte[4096];
        new Random(7).NextBytes(bytes);
        File.WriteAllBytes(Path.Combine(_place.Folder, "binary.yaml"), bytes);
        Directory.CreateDirectory(Path.Combine(_place.Folder, "folder.yaml"));
        foreach (var name in (string[])["binary.yaml", "folder.yaml", "missing.yaml", "/dev/null", "/proc/self/mem"])
            foreach (var command in (string[])["run", "plan"])
                await Refused(command, name);
    }

    [Fact]
    public async Task A_bad_flag_is_refused_like_the_line_that_it_stands_for()
    {
        var file = _place.Write("good.yaml", Some.Campaign());
        foreach (var flag in (string[][])[["--duration", "5"], ["--lab", "moon"], ["--repetitions", "0"], ["--platform", "natve"]])
            await Refused(["run", file, .. flag]);
    }

    private async Task<Ended> Refused(params string[] arguments)
    {
        var refused = (await Actorbench.Run(_place, arguments)).Expect(2);
        Assert.InRange(refused.ErrorLines.Count, 1, 2);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(refused.Output);
        Assert.False(Path.Exists(Path.GetDirectoryName(_place.Store)));
        return refused;
    }
}
