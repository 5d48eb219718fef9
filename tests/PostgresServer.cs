using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorBench.Journal;
using Npgsql;

namespace ActorBench.Tests;

/// <summary>A real PostgreSQL server with a data directory and a port of its own, which ends with the process that started it.</summary>
/// <remarks>A program shares one: <c>await PostgresServer.SharedAsync()</c> and a database for each test. What stops it needs its own.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "actorbench";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => StartAsync());
    private static int _databases;

    /// <summary>Ends the server when the input ends, whatever the program died of; the kernel's own signal would go by the thread that started it.</summary>
    private const string Keeper = "exec 3<&0; \"$@\" </dev/null & p=$!; echo $p; (read _ <&3; kill -QUIT $p) & w=$!; wait $p; kill $w";

    private readonly string _folder;
    private string _addresses = "127.0.0.1";
    private Process? _process;

    private PostgresServer(string folder, int port)
    {
        _folder = folder;
        Port = port;
    }

    private static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    /// <summary>Why there is none here; null where there is.</summary>
    public static string? WhyNot { get; } = Missing();

    public int Port { get; }

    /// <summary>Process id of the postmaster.</summary>
    public int Pid { get; private set; }

    /// <summary>The program's own server, started by whoever asks first; skips the test where there is none.</summary>
    public static Task<PostgresServer> SharedAsync()
    {
        Assert.SkipWhen(WhyNot is not null, WhyNot ?? "");
        return Shared.Value;
    }

    /// <summary>Skips the test where there is none.</summary>
    /// <param name="alsoAt">Another address of this machine; whoever shares its network of 256 may come in.</param>
    public static async Task<PostgresServer> StartAsync(string? alsoAt = null)
    {
        Assert.SkipWhen(WhyNot is not null, WhyNot ?? "");
        var folder = Directory.CreateTempSubdirectory("actorbench-postgres-").FullName;
        if (IsRoot) await RunAsync("chown", "postgres", folder);
        await RunAsync([.. AsOwner, Path.Combine(Binaries!, "initdb"), "-D", Path.Combine(folder, "data"), "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        if (alsoAt is not null) await File.AppendAllTextAsync(Path.Combine(folder, "data", "pg_hba.conf"), $"host all all {alsoAt}/24 trust\n");
        var server = new PostgresServer(folder, FreePort()) { _addresses = alsoAt is null ? "127.0.0.1" : $"127.0.0.1,{alsoAt}" };
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.End();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A new, empty database.</summary>
    public async Task<StoreAddress> NewDatabaseAsync(string at = "127.0.0.1")
    {
        var name = $"store{Interlocked.Increment(ref _databases)}";
        await using var connection = await OpenAsync("postgres");
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return StoreAddress.Parse($"postgresql://{User}@{at}:{Port}/{name}");
    }

    public async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={Port};Username={User};Database={database};Pooling=false;Timeout=5");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>As <c>systemctl stop</c> does: connections are ended and what is committed is on disk.</summary>
    public async Task StopAsync()
    {
        // SIGINT is PostgreSQL's fast shutdown.
        await RunAsync("kill", "-INT", $"{Pid}");
        await EndedAsync();
    }

    /// <summary>As a power cut: nothing is written any more.</summary>
    public async Task KillAsync()
    {
        // SIGQUIT ends the children at once, too; after SIGKILL they would hold the shared memory for a while.
        await RunAsync("kill", "-QUIT", $"{Pid}");
        await EndedAsync();
    }

    /// <summary>With the same data on the same port.</summary>
    public async Task StartAgainAsync()
    {
        string[] command =
        [
            "sh", "-c", Keeper, "keeper", .. AsOwner, Path.Combine(Binaries!, "postgres"), "-D", Path.Combine(_folder, "data"), "-p", $"{Port}",
            "-c", $"listen_addresses={_addresses}", "-c", $"unix_socket_directories={_folder}", "-c", "max_connections=200", "-c", "logging_collector=off", "-c", "shared_buffers=64MB",
        ];
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
        Pid = int.Parse((await _process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var log = new Queue<string>();
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (log)
            {
                log.Enqueue(line.Data ?? "");
                if (log.Count > 20) log.Dequeue();
            }
        };
        _process.BeginErrorReadLine();
        for (var since = Stopwatch.GetTimestamp(); ; await Task.Delay(50))
        {
            try
            {
                await using var connection = await OpenAsync("postgres");
                return;
            }
            catch (NpgsqlException) when (!_process.HasExited && Stopwatch.GetElapsedTime(since) < Bound)
            {
                // Not up yet.
            }
            catch (NpgsqlException e)
            {
                lock (log) throw new InvalidOperationException($"PostgreSQL does not start: {string.Join('\n', log)}", e);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string? Missing() =>
        !OperatingSystem.IsLinux() ? "PostgreSQL is started on Linux only."
        : Binaries is null ? "PostgreSQL is not installed (/usr/lib/postgresql/*/bin)."
        : IsRoot && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "There is no user 'postgres', and PostgreSQL does not run as root."
        : null;

    /// <summary>The words before a command, which root must not run itself.</summary>
    private static string[] AsOwner => IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}: {await errors}");
    }

    private async Task EndedAsync()
    {
        using var bound = new CancellationTokenSource(Bound);
        await _process!.WaitForExitAsync(bound.Token);
        NpgsqlConnection.ClearAllPools();
    }

    private void End()
    {
        if (_process is { HasExited: false } running)
        {
            running.StandardInput.Close();
            running.WaitForExit(TimeSpan.FromSeconds(10));
        }

        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}
