using ActorBench.HostNode.Labs.Standing;

namespace ActorBench.HostNode.Tests.Labs;

public sealed class LabFolderSpecs : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("actorbench-labs-").FullName;
    private readonly LabFolder _folder;

    public LabFolderSpecs() => _folder = new LabFolder(_path);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_name_is_one_keepers_until_its_end_which_leaves_nothing_of_it()
    {
        using (var own = _folder.Take("a")!)
        {
            own.Write(Record("a", LabPhase.Starting));
            own.Write(Record("a", LabPhase.Up));
            Assert.Null(_folder.Take("a"));
            Assert.Equal((true, LabPhase.Up), (_folder.Find("a")!.Alive, _folder.Find("a")!.Record.Phase));
            using var other = _folder.Take("b")!;
            other.Write(Record("b", LabPhase.Up));
            Assert.Equal(["a", "b"], _folder.All().Select(lab => lab.Record.Name));
        }

        Assert.Empty(_folder.All());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_path));
    }

    [Fact]
    public void A_record_that_nobody_holds_is_a_dead_labs_and_goes_with_the_next_of_its_name()
    {
        var record = Path.Combine(_path, "a.json");
        using (var own = _folder.Take("a")!)
        {
            own.Write(Record("a", LabPhase.Up));
            File.Copy(record, record + ".kept");
        }

        File.Move(record + ".kept", record);
        Assert.False(Assert.Single(_folder.All()).Alive);
        _folder.Take("a")!.Dispose();
        Assert.Null(_folder.Find("a"));
    }

    [Fact]
    public async Task Of_many_that_take_and_give_back_a_name_at_once_one_has_it_at_a_time()
    {
        var (holders, most, taken) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                using var own = _folder.Take("a");
                if (own is null) continue;
                Interlocked.Increment(ref taken);
                if (Interlocked.Increment(ref holders) > 1) most = 2;
                own.Write(Record("a", LabPhase.Up));
                Interlocked.Decrement(ref holders);
            }
        })));

        Assert.Equal(0, most);
        Assert.True(taken >= 200, $"{taken} taken");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_path));
    }

    [Theory]
    [InlineData("lab", true)]
    [InlineData("a-1", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("A", false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    [InlineData("a123456789b123456789c123456789d1234567890", false)]
    public void Names_of_labs_are_names_of_files(string name, bool good) => Assert.Equal(good, LabFolder.IsName(name));

    private static LabRecord Record(string name, LabPhase phase) => new(
        name, Environment.ProcessId, DateTimeOffset.UnixEpoch, phase, "/s/store.db", "/s/store.db.sock", "/s/log", null,
        new Dictionary<string, string> { ["kind"] = "netns" }, [new LabHost("h1", "ab1-h1", "10.77.0.1", "10.213.0.1")]);
}
