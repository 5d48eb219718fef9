namespace ActorBench.EndToEnd.Tests;

[Collection("no labs")]
public sealed class RefusalSpecs : IDisposable
{
    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("run", "--lba", "loopback")]
    [InlineData("rnu")]
    [InlineData("status", "-o", "xml")]
    [InlineData("run", "--repetitions", "many")]
    [InlineData("run", "--lab")]
    [InlineData("list", "too", "many")]
    public async Task A_command_line_that_nobody_understands_is_refused_in_one_line(params string[] arguments)
    {
        var refused = (await Actorbench.Run(_place, arguments)).Expect(2);
        Assert.Contains("--help", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.False(Path.Exists(_place.Store));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("list")]
    [InlineData("export")]
    [InlineData("report")]
    [InlineData("resume")]
    public async Task Without_a_store_what_reads_one_says_so_and_makes_none(string command)
    {
        var refused = (await Actorbench.Run(_place, command)).Expect(2);
        Assert.Contains(_place.Store, Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(_place.Store)));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("status")]
    [InlineData("list")]
    [InlineData("export")]
    [InlineData("report")]
    [InlineData("resume")]
    public async Task A_store_that_is_a_folder_is_refused_in_one_line(string command)
    {
        Directory.CreateDirectory(_place.Store);
        var refused = (await Actorbench.Run(_place, Command(command))).Expect(74);
        Assert.Contains(_place.Store, Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("status")]
    [InlineData("resume")]
    public async Task A_store_that_is_no_database_is_refused_in_one_line_and_left_alone(string command)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_place.Store)!);
        var letter = string.Concat(Enumerable.Repeat("Dear diary, ", 100));
        await File.WriteAllTextAsync(_place.Store, letter);
        var refused = (await Actorbench.Run(_place, Command(command))).Expect(74);
        Assert.Contains(_place.Store, Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(letter, await File.ReadAllTextAsync(_place.Store));
    }

    [Fact]
    public async Task A_store_below_a_file_is_refused_in_one_line()
    {
        File.WriteAllText(Path.GetDirectoryName(_place.Store)!, "");
        var refused = await Actorbench.Run(_place, Command("run"));
        Assert.Contains(refused.Code, (int[])[74, 77]);
        Assert.Single(refused.ErrorLines);
    }

    [Fact]
    public async Task A_store_in_a_folder_that_may_not_be_written_is_refused_in_one_line()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may write every folder.");
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateDirectory(Path.GetDirectoryName(_place.Store)!);
        File.SetUnixFileMode(Path.GetDirectoryName(_place.Store)!, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var refused = (await Actorbench.Run(_place, Command("run"))).Expect(77);
        Assert.Single(refused.ErrorLines);
    }

    [Fact]
    public async Task A_store_where_not_even_root_may_write_is_refused_in_one_line()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "This machine has no /proc.");
        var refused = await Actorbench.Run(_place, [.. Command("run"), "--store", "/proc/actorbench/store.db"]);
        Assert.Contains(refused.Code, (int[])[74, 77]);
        Assert.Single(refused.ErrorLines);
    }

    private string[] Command(string command) =>
        command == "run" ? ["run", _place.Write("small.yaml", Some.Campaign()), "--lab", "loopback"] : [command];
}
