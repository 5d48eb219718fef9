using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ActorBench.Agents;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Guests;

/// <summary>A guest can't be started: for good when the platform can't run here, or only this time.</summary>
internal sealed class GuestFailedException(string reason, bool unsupported) : Exception(reason)
{
    public bool Unsupported => unsupported;
}

/// <summary>Starts at most one guest a platform and ends them all.</summary>
internal sealed class GuestKeeper(
    AgentOptions options, HostNetwork? network, IReadOnlyList<string> guestProgram, IReadOnlyList<IPlatformDriver> drivers)
{
    /// <summary>Of a tool that freezes or thaws a guest, on a machine at its limit.</summary>
    private static readonly TimeSpan SwitchBound = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, IGuest> _guests = [];
    private readonly ConcurrentDictionary<string, bool> _usable = [];
    private readonly ConcurrentDictionary<string, string> _lastLines = [];
    private readonly ConcurrentDictionary<string, long> _started = [];
    private readonly ConcurrentDictionary<Task, bool> _starting = [];
    private readonly ConcurrentDictionary<string, Task> _switched = [];
    private readonly CancellationTokenSource _ending = new();
    private volatile bool _stopping;

    /// <summary>All guests are being ended, and no other is to start.</summary>
    public bool Stopping => _stopping;

    /// <returns>Null for a platform that no driver is there for.</returns>
    public TimeSpan? BoundOf(string platform) => drivers.FirstOrDefault(driver => driver.Platform == platform)?.StartBound;

    /// <exception cref="GuestFailedException">It can't be started.</exception>
    public async Task<IGuest> StartAsync(string platform)
    {
        var start = StartOnceAsync(platform);
        _starting[start] = true;
        try
        {
            return await start.ConfigureAwait(false);
        }
        finally
        {
            _starting.TryRemove(start, out _);
        }
    }

    private async Task<IGuest> StartOnceAsync(string platform)
    {
        var driver = drivers.FirstOrDefault(d => d.Platform == platform) ?? throw new GuestFailedException(WhyNone(platform), unsupported: true);
        if (network is null)
            throw new GuestFailedException($"Platform {platform} needs to know where its guests stand: run with --lab netns, or give the host --guest-bridge and --guest-address.", unsupported: true);
        if (driver.WhyNotOn(network) is { } missing) throw new GuestFailedException(missing, unsupported: true);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        bound.CancelAfter(driver.StartBound);
        try
        {
            if (!_usable.ContainsKey(platform) && await driver.Probe(bound.Token).ConfigureAwait(false) is { } reason)
                throw new GuestFailedException(reason, unsupported: true);
            _usable[platform] = true;
            if (await AddressesInUse.WhyNot(network, platform, driver.Number).ConfigureAwait(false) is { } taken) throw new GuestFailedException(taken, unsupported: false);
            _lastLines.TryRemove(platform, out _);
            _started[platform] = Stopwatch.GetTimestamp();
            var guest = await driver.Start(GuestProgram.Order(network, Command(platform), Log(platform), options), bound.Token).ConfigureAwait(false);
            _guests[platform] = guest;
            if (_stopping) await guest.Stop().ConfigureAwait(false);
            return guest;
        }
        catch (ToolException e)
        {
            throw new GuestFailedException(e.Message, unsupported: false);
        }
        catch (OperationCanceledException)
        {
            throw new GuestFailedException($"The {platform} guest was not up within {driver.StartBound.TotalSeconds} s.", unsupported: false);
        }
    }

    /// <summary>Why a guest that ended by itself may never have registered.</summary>
    /// <returns>Null where it had been up for long enough that it must have.</returns>
    public string? WhyNeverUp(string platform, int exitCode)
    {
        var driver = drivers.First(one => one.Platform == platform);
        var after = Stopwatch.GetElapsedTime(_started[platform]);
        return after > driver.StartBound ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"The {platform} guest ended with code {exitCode}, {after.TotalSeconds:0.0} s after its start: {(_lastLines.TryGetValue(platform, out var line) ? line : "it said nothing.")}");
    }

    public bool Has(string platform) => _guests.ContainsKey(platform);

    /// <returns>False where the guest's platform can't freeze it.</returns>
    public Task<bool> PauseAsync(string platform) => SwitchAsync(platform, (guest, bound) => guest.Pause(bound));

    /// <inheritdoc cref="PauseAsync"/>
    public Task<bool> ResumeAsync(string platform) => SwitchAsync(platform, (guest, bound) => guest.Resume(bound));

    /// <summary>Its place is free after <see cref="RemoveAsync"/>, which waits for the same end.</summary>
    public Task EndAsync(string platform) => _guests.TryGetValue(platform, out var guest) ? guest.Stop() : Task.CompletedTask;

    /// <summary>One after the other, in the order of the calls.</summary>
    private Task<bool> SwitchAsync(string platform, Func<IGuest, CancellationToken, Task> act)
    {
        if (!_guests.TryGetValue(platform, out var guest) || !guest.Pauses) return Task.FromResult(false);
        var switched = After(_switched.GetValueOrDefault(platform, Task.CompletedTask));
        _switched[platform] = switched;
        return switched;

        async Task<bool> After(Task before)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            bound.CancelAfter(SwitchBound);
            await act(guest, bound.Token).ConfigureAwait(false);
            return true;
        }
    }

    public Task RemoveAsync(string platform) => _guests.TryRemove(platform, out var guest) ? guest.Stop() : Task.CompletedTask;

    /// <summary>Also of those that are just being started: a machine that another program keeps would outlive us.</summary>
    public async Task StopAllAsync()
    {
        _stopping = true;
        await _ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_starting.Keys.Select(start => start.ContinueWith(_ => { }, TaskScheduler.Default))).ConfigureAwait(false);
        await Task.WhenAll(_guests.Values.Select(guest => guest.Stop())).ConfigureAwait(false);
    }

    private static string WhyNone(string platform) => PlatformDrivers.All.Any(driver => driver.Platform == platform)
        ? $"This host's configuration does not allow platform {platform}; its --platforms names those that it does."
        : $"This host node has no driver for platform {platform}.";

    private string[] Command(string platform) =>
    [
        .. guestProgram,
        "--platform", platform,
        "--host", options.Host,
        .. options.Coordinators.SelectMany(c => (string[])["--coordinator", c]),
        "--management-address", GuestWords.ManagementAddress,
        "--data-address", GuestWords.DataAddress,
        GuestWords.Facts,
        .. options.Cpu is { } cpu ? (string[])["--cpu", cpu.ToString(CultureInfo.InvariantCulture)] : [],
        .. options.Security.Asked.ToArguments(),
        .. options.Caps.NetworksFor(options.DataAddress).SelectMany(allowed => (string[])["--allow", $"{allowed}"]),
        "--with-parent",
    ];

    private Action<string> Log(string platform) => line =>
    {
        _lastLines[platform] = line;
        Console.Error.WriteLine($"{options.Host} {platform}: {line}");
    };
}
