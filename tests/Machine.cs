using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ActorBench.Tests;

/// <summary>A machine of a test: a network, mounts and processes of its own, with a shell as its first process. All of it ends with the test.</summary>
public sealed partial class Machine : IAsyncDisposable
{
    private const int NewNetwork = 0x40000000;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly Process _unshare;
    private readonly List<string> _lines = [];
    private int _commands;

    private Machine(string name, Process unshare)
    {
        Name = name;
        _unshare = unshare;
        unshare.OutputDataReceived += (_, line) =>
        {
            lock (_lines) _lines.Add(line.Data ?? "");
        };
        unshare.BeginOutputReadLine();
    }

    public string Name { get; }

    /// <summary>Why there is none here; null where there is.</summary>
    public static string? WhyNot { get; } =
        !OperatingSystem.IsLinux() ? "Namespaces are Linux's."
        : !Environment.IsPrivilegedProcess ? "A machine in namespaces takes root."
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "ip"))) ? null
        : "iproute2 is not installed.";

    /// <summary>The shell's process id, as this test sees it.</summary>
    public int Pid { get; private set; }

    /// <summary>All that was said on it so far.</summary>
    public string Said
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    /// <summary>Skips the test where there is none to have.</summary>
    public static async Task<Machine> StartAsync(string name)
    {
        Assert.SkipWhen(WhyNot is not null, WhyNot ?? "");
        var start = new ProcessStartInfo(
            "unshare", ["--net", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "--noprofile", "--norc"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["HOME"] = "/root";
        var machine = new Machine(name, Process.Start(start)!);
        await machine.DoAsync("exec 2>&1; ip link set lo up");
        machine.Pid = int.Parse(
            (await File.ReadAllTextAsync($"/proc/{machine._unshare.Id}/task/{machine._unshare.Id}/children")).Trim(), CultureInfo.InvariantCulture);
        return machine;
    }

    /// <summary>A network of machines: a bridge on <paramref name="hub"/>, and a link named as the bridge with these addresses on the others.</summary>
    public static async Task JoinAsync(Machine hub, string link, params IReadOnlyList<(Machine Machine, string Address)> ends)
    {
        await hub.DoAsync($"ip link add {link} type bridge && ip link set {link} up");
        foreach (var (machine, address) in ends)
        {
            using var ip = Process.Start("ip", ["link", "add", link, "netns", $"{machine.Pid}", "type", "veth", "peer", "name", $"{link}-{machine.Name}", "netns", $"{hub.Pid}"]);
            await ip.WaitForExitAsync();
            Assert.Equal(0, ip.ExitCode);
            await hub.DoAsync($"ip link set {link}-{machine.Name} master {link} up");
            await machine.DoAsync($"ip address add {address} dev {link} && ip link set {link} up");
        }
    }

    /// <summary>Types a command, several lines perhaps; it has to end well.</summary>
    /// <returns>What was said meanwhile.</returns>
    public async Task<string> DoAsync(string command)
    {
        var (code, said) = await TryAsync(command);
        Assert.True(code == 0, $"{Name}$ {command}\nended with {code}:\n{said}");
        return said;
    }

    public async Task<(int Code, string Said)> TryAsync(string command)
    {
        var (mark, before) = ($"== {++_commands} ended with ", Count());
        // The shell's own input is where commands come from.
        await _unshare.StandardInput.WriteAsync($"{{ {command}\n}} </dev/null\ncode=$?; echo; echo \"{mark}$code\"\n");
        await _unshare.StandardInput.FlushAsync();
        var end = await UntilAsync(line => line.StartsWith(mark, StringComparison.Ordinal), before, command);
        lock (_lines)
        {
            return (int.Parse(_lines[end][mark.Length..], CultureInfo.InvariantCulture), string.Join('\n', _lines[before..end]).TrimEnd('\n'));
        }
    }

    /// <summary>Waits until a line that begins so has been said, by whatever runs in the background.</summary>
    public Task UntilSaidAsync(string beginning) => UntilAsync(line => line.StartsWith(beginning, StringComparison.Ordinal), 0, beginning);

    /// <summary>Runs work on a thread in the machine's network; a socket that it makes stays there.</summary>
    public T Inside<T>(Func<T> work)
    {
        T? result = default;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var network = File.OpenHandle($"/proc/{Pid}/ns/net", share: FileShare.ReadWrite);
                if (Enter(network.DangerousGetHandle().ToInt32(), NewNetwork) != 0) throw new InvalidOperationException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
                result = work();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw new InvalidOperationException($"On {Name}: {failure.Message}", failure);
    }

    public async ValueTask DisposeAsync()
    {
        // Its child, the shell, is the first process of its processes: they end with it.
        _unshare.Kill();
        await _unshare.WaitForExitAsync();
        _unshare.Dispose();
    }

    private int Count()
    {
        lock (_lines) return _lines.Count;
    }

    private async Task<int> UntilAsync(Predicate<string> wanted, int from, string what)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            lock (_lines)
            {
                if (_lines.FindIndex(from, wanted) is >= 0 and var found) return found;
            }

            Assert.True(clock.Elapsed < Bound && !_unshare.HasExited, $"{Name}: '{what}' is not done after {clock.Elapsed.TotalSeconds:F0} s; so far it said\n{Said}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int Enter(int network, int kind);
}
