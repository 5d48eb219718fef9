namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>Guests of a lab that are machines.</summary>
internal static class Machines
{
    private static readonly TimeSpan ImageBound = TimeSpan.FromMinutes(5);

    /// <summary>Skips the test unless the long ones are asked for and the machine has QEMU; makes the image of this build where there is none.</summary>
    public static async Task Needed(Place place, ITestOutputHelper output)
    {
        Lab.Needed();
        Assert.SkipWhen(HostNode.Platforms.Tool.Find("qemu-system-x86_64") is null, "This machine has no qemu-system-x86_64.");
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("ACTORBENCH_LONG") is { Length: > 0 }, "Makes an image and boots machines on an emulated processor, which takes minutes: set ACTORBENCH_LONG=1.");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await using var image = Actorbench.Start(place, "image", "build");
        output.WriteLine($"{(await image.End(ImageBound)).Expect(0).Output}{clock.Elapsed.TotalSeconds:0.0} s");
    }

    public static IReadOnlyList<Machine> Of(int run) =>
    [
        .. Proc.Descendants(run)
            // A QEMU without a name is one that a driver asks what it can do.
            .Where(process => Path.GetFileName(process.Command.FirstOrDefault()) == "qemu-system-x86_64" && process.Command.Contains("-name"))
            .Select(process => new Machine(process.Pid, process.Command.SkipWhile(word => word != "-name").ElementAt(1).Split('-')[1]))
            .OrderBy(machine => machine.Host, StringComparer.Ordinal),
    ];
}

internal sealed record Machine(int Pid, string Host);
