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

    [Fact]
    public void The_last_word_of_a_keeper_stays_until_the_next_of_its_name()
    {
        using (var own = _folder.Take("a")!) own.WriteLast(Record("a", LabPhase.Ended) with { Reason = "Enough." });

        var ended = _folder.Find("a")!;
        Assert.Equal((false, true, "Enough."), (ended.Alive, ended.HasEnded, ended.Record.Reason));
        _folder.Forget("a");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_path));
    }

    [Fact]
    public void A_name_is_brought_up_by_one_command_at_a_time_and_that_takes_it_from_no_keeper()
    {
        using (_folder.Order("a")!)
        {
            Assert.Null(_folder.Order("a"));
            Assert.True(_folder.IsOrdered("a"));
            _folder.Take("a")!.Dispose();
            Assert.False(_folder.IsOrdered("b"));
        }

        Assert.False(_folder.IsOrdered("a"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_path));
    }

    [Fact]
    public void What_processes_have_left_that_were_killed_at_any_moment_is_forgotten_and_what_is_held_is_not()
    {
        foreach (var left in (string[])["a.up", "b.lock", "c.lock", "c.json.new", "d.json"]) File.WriteAllText(Path.Combine(_path, left), "");
        using var own = _folder.Take("e")!;
        own.Write(Record("e", LabPhase.Up));
        _folder.ForgetTheDead();
        Assert.Equal(["e.json", "e.lock"], Directory.EnumerateFileSystemEntries(_path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
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
