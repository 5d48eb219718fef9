using ActorBench.HostNode.Images;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Images;

public sealed class CacheFolderSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-cache-").FullName;

    [Theory]
    [InlineData("/own", "/xdg", "/home/u", "/own")]
    [InlineData("", "/xdg", "/home/u", "/xdg/actorbench")]
    [InlineData("", "relative", "/home/u", "/home/u/.cache/actorbench")]
    [InlineData("", "", "/home/u", "/home/u/.cache/actorbench")]
    public void It_stands_where_caches_stand_unless_it_is_told(string own, string xdg, string home, string expected)
    {
        var variables = new Dictionary<string, string> { ["ACTORBENCH_CACHE"] = own, ["XDG_CACHE_HOME"] = xdg, ["HOME"] = home };

        Assert.Equal(expected, CacheFolder.Choose(variables.GetValueOrDefault));
    }

    [Fact]
    public async Task What_is_made_once_is_not_made_again()
    {
        var cache = new CacheFolder(_folder);
        var made = 0;
        for (var i = 0; i < 2; i++)
        {
            var place = await cache.Make("things", "key", folder =>
            {
                made++;
                return File.WriteAllTextAsync(Path.Combine(folder, "thing"), "whole");
            });
            Assert.Equal("whole", File.ReadAllText(Path.Combine(place, "thing")));
        }

        Assert.Equal(1, made);
    }

    [Fact]
    public async Task What_fails_leaves_nothing_and_can_be_made_later()
    {
        var cache = new CacheFolder(_folder);

        await Assert.ThrowsAsync<ToolException>(() => cache.Make("things", "key", folder =>
        {
            File.WriteAllText(Path.Combine(folder, "thing"), "half");
            throw new ToolException("no", null);
        }));

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "things")));
        Assert.True(Directory.Exists(await cache.Make("things", "key", _ => Task.CompletedTask)));
    }

    [Fact]
    public async Task A_full_disk_leaves_nothing()
    {
        Assert.SkipWhen(!Environment.IsPrivilegedProcess, "A small disk of its own takes root.");
        await Tool.Run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", _folder], TimeSpan.FromSeconds(5));
        try
        {
            var cache = new CacheFolder(_folder);

            await Assert.ThrowsAsync<IOException>(() => cache.Make("things", "key", folder => File.WriteAllBytesAsync(Path.Combine(folder, "thing"), new byte[2 << 20])));

            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "things")));
        }
        finally
        {
            await Tool.Run("umount", [_folder], TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task Its_holder_removes_what_a_dead_one_left_half_made_and_others_wait()
    {
        var cache = new CacheFolder(_folder);
        Directory.CreateDirectory(Path.Combine(_folder, "things", "key.part"));
        var told = new TaskCompletionSource();
        using var first = await cache.Take(() => { }, CancellationToken.None);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "things")));

        var second = cache.Take(told.SetResult, CancellationToken.None);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.False(second.IsCompleted);
        first.Dispose();

        (await second.Soonest()).Dispose();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
