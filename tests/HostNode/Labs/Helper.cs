using System.Diagnostics;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Labs.Wire;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Labs;

/// <summary>What this program does when a test starts it as a process of its own.</summary>
internal static class Helper
{
    private static readonly NetnsLabOptions Options = new(2, 100_000_000, 1500, "shared");

    /// <summary>The command line that plays <paramref name="role"/>.</summary>
    public static IReadOnlyList<string> Command(params string[] role) =>
        [Path.ChangeExtension(typeof(Helper).Assembly.Location, null), "helper", .. role];

    public static int Play(string role, string[] rest) => role switch
    {
        "hold-lab" => HoldLab(rest[0]).GetAwaiter().GetResult(),
        "user-namespace" => InUserNamespace(role, () => TimeLab(1).GetAwaiter().GetResult()),
        "hold-user-namespace" => InUserNamespace(role, () => HoldLab("up").GetAwaiter().GetResult()),
        "loop-labs" => LoopLabs().GetAwaiter().GetResult(),
        "loop-guests" => LoopGuests(rest).GetAwaiter().GetResult(),
        "wire" => WireProgram.CreateCommand().Parse(rest).Invoke(),
        "hold-child" => HoldChild(),
        "time-lab" => TimeLab(int.Parse(rest[0])).GetAwaiter().GetResult(),
        _ => throw new ArgumentException($"No role {role}."),
    };

    // Stops for ever at a step of bringing a lab up, with guests at "guests"; the test kills it there.
    private static async Task<int> HoldLab(string stopAt)
    {
        void Reached(string step)
        {
            if (step != stopAt) return;
            Console.WriteLine($"at {step}");
            Thread.Sleep(Timeout.Infinite);
        }

        var lab = await NetnsLab.Up(Options, Reached, CancellationToken.None);
        Console.WriteLine($"lab {lab.Prefix}");
        foreach (var platform in (string[])["bridge", "routed"])
            await PlatformDrivers.Of(platform).Start(new GuestOrder(lab.Host(1), ["sleep", "1000"], _ => { }), CancellationToken.None);
        Reached("guests");
        return 1;
    }

    // Up and down for ever; the test kills it at any moment.
    private static async Task<int> LoopLabs()
    {
        for (var i = 0; ; i++)
        {
            await using var lab = await NetnsLab.Up(Options, CancellationToken.None);
            await using var guest = await PlatformDrivers.Of("routed").Start(new GuestOrder(lab.Host(1), ["cat"], _ => { }), CancellationToken.None);
            if (i == 0) Console.WriteLine("looping");
        }
    }

    // A lab whose guests come and go, each platform by itself; the test kills it at any moment.
    private static async Task<int> LoopGuests(string[] platforms)
    {
        await using var lab = await NetnsLab.Up(Options, CancellationToken.None);
        var up = 0;
        await Task.WhenAll(platforms.Select(async platform =>
        {
            while (true)
            {
                var guest = await PlatformDrivers.Of(platform).Start(new GuestOrder(lab.Host(1), ["sleep", "1000"], _ => { }), CancellationToken.None);
                if (Interlocked.Increment(ref up) == platforms.Length) Console.WriteLine("looping");
                if (guest.Pauses)
                {
                    await guest.Pause(CancellationToken.None);
                    // A guest is stopped while it rests, or after it was woken.
                    if (int.IsEvenInteger(up)) await guest.Resume(CancellationToken.None);
                }

                await guest.Stop();
            }
        }));
        return 1;
    }

    private static int HoldChild()
    {
        Console.WriteLine(ChildProcess.Start(["cat"], _ => { }).Pid);
        Thread.Sleep(Timeout.Infinite);
        return 1;
    }

    private static int InUserNamespace(string role, Func<int> work)
    {
        if (UserNamespace.Needed) return UserNamespace.Reexec(["helper", role]);
        UserNamespace.Prepare();
        if (NetnsLab.WhyNot() is { } reason)
        {
            Console.WriteLine(reason);
            return 2;
        }

        Console.WriteLine($"inside {Environment.ProcessId}");
        return work();
    }

    private static async Task<int> TimeLab(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            var why = NetnsLab.WhyNot();
            var probed = clock.ElapsedMilliseconds;
            clock.Restart();
            await using var lab = await NetnsLab.Up(Options, CancellationToken.None);
            var up = clock.ElapsedMilliseconds;
            clock.Restart();
            var guest = await PlatformDrivers.Of("bridge").Start(new GuestOrder(lab.Host(1), ["cat"], _ => { }), CancellationToken.None);
            var bridge = clock.ElapsedMilliseconds;
            clock.Restart();
            var routed = await PlatformDrivers.Of("routed").Start(new GuestOrder(lab.Host(2), ["cat"], _ => { }), CancellationToken.None);
            var second = clock.ElapsedMilliseconds;
            clock.Restart();
            await Task.WhenAll(guest.Stop(), routed.Stop());
            var stopped = clock.ElapsedMilliseconds;
            clock.Restart();
            await lab.DisposeAsync();
            Console.WriteLine($"probe {probed}{why} up {up} bridge {bridge} routed {second} stop both {stopped} down {clock.ElapsedMilliseconds} ms");
        }

        return 0;
    }
}
