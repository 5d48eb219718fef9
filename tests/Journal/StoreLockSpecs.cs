using System.Diagnostics;

namespace ActorBench.Journal.Tests;

public sealed class StoreLockSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-lock-").FullName;

    private string File => Path.Combine(_folder, "made", "store.db");

    private StoreAddress Store => StoreAddress.File(File);

    [Fact]
    public void A_store_has_one_holder_and_the_next_one_hears_who_it_is()
    {
        using var held = StoreLock.Acquire(Store, "actorbench run quick.yaml", "/run/a.sock");

        var refused = Assert.Throws<StoreHeldException>(() => StoreLock.Acquire(Store, "actorbench resume", null));

        Assert.Equal((Environment.ProcessId, Environment.MachineName), (refused.Holder.Pid, refused.Holder.Host));
        Assert.Contains($"'actorbench run quick.yaml' (process {Environment.ProcessId} on {Environment.MachineName}, since 20", refused.Message, StringComparison.Ordinal);
        Assert.Equal("/run/a.sock", StoreLock.Holder(Store)!.Socket);
    }

    [Fact]
    public void Given_back_it_is_nobodys_and_can_be_taken_again()
    {
        StoreLock.Acquire(Store, "first", null).Dispose();

        Assert.Null(StoreLock.Holder(Store));
        using var again = StoreLock.Acquire(Store, "second", null);
        Assert.Equal("second", StoreLock.Holder(Store)!.Purpose);
    }

    [Fact]
    public void Asking_makes_nothing()
    {
        Assert.Null(StoreLock.Holder(Store));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Only_the_owner_may_enter_a_folder_that_was_made_for_a_store()
    {
        if (OperatingSystem.IsWindows()) return;
        using var held = StoreLock.Acquire(Store, "run", null);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File)!));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File + ".lock"));
    }

    [Fact]
    public void A_process_killed_while_it_holds_the_store_gives_it_back()
    {
        using var holder = StartHolder();
        Assert.Equal(holder.Id, StoreLock.Holder(Store)!.Pid);
        Assert.Equal(holder.Id, Assert.Throws<StoreHeldException>(() => StoreLock.Acquire(Store, "second", null)).Holder.Pid);

        holder.Kill();
        holder.WaitForExit();

        Assert.True(new FileInfo(File + ".lock").Length > 0);
        Assert.Null(StoreLock.Holder(Store));
        using var taken = StoreLock.Acquire(Store, "second", null);
        Assert.Equal("second", StoreLock.Holder(Store)!.Purpose);
    }

    [Fact]
    public async Task Peeking_never_costs_another_process_its_lock()
    {
        using var stop = new CancellationTokenSource();
        var peeking = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested) StoreLock.Holder(Store);
        });

        for (var i = 0; i < 200; i++) StoreLock.Acquire(Store, "run", null).Dispose();

        await stop.CancelAsync();
        await peeking;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Process StartHolder()
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, ["exec", Path.Combine(AppContext.BaseDirectory, "ActorBench.LockHolder.dll"), File])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        Assert.Equal("held", process.StandardOutput.ReadLine());
        return process;
    }
}
