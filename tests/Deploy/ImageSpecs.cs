using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ActorBench.Deploy.Tests;

/// <summary>Each image's program, started with the manifest's own arguments, variables and user.</summary>
public sealed class ImageSpecs
{
    /// <summary>Where the coordinators' names lead in these tests.</summary>
    private static readonly IPAddress Coordinator = IPAddress.Parse("127.0.77.1");

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("coordinator")]
    [InlineData("host")]
    [InlineData("guest")]
    public void An_image_is_the_publish_output_for_a_user_that_is_not_root(string name)
    {
        using var image = Image.Build(name);

        Assert.True(image.User > 0 && image.Group > 0);
        Assert.True(File.Exists(image.Root + image.Entrypoint[0]), image.Entrypoint[0]);
        if (!OperatingSystem.IsWindows()) Assert.True(File.GetUnixFileMode(image.Root + image.Entrypoint[0]).HasFlag(UnixFileMode.OtherExecute));
        foreach (var workload in Deployment.Workloads("cluster").Where(w => w.Container.Image.StartsWith($"actorbench-{name}:", StringComparison.Ordinal)))
            Assert.Equal((image.User, image.Group), (workload.Pod.SecurityContext.RunAsUser, workload.Pod.SecurityContext.RunAsGroup));
    }

    [Theory]
    [InlineData("host", "actorbench-host")]
    [InlineData("guest", "actorbench-guest-pod")]
    [InlineData("guest", "actorbench-guest-service")]
    public async Task Every_flag_of_an_agent_is_one_of_its_program(string name, string workload)
    {
        using var image = Image.Build(name);
        var help = await HelpAsync(image);

        Assert.All(Flags(workload), flag => Assert.Contains($"{flag} ", help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("host", "actorbench-host")]
    [InlineData("guest", "actorbench-guest-pod")]
    [InlineData("guest", "actorbench-guest-service")]
    public async Task An_agent_calls_its_coordinator_as_an_ordinary_user_on_a_read_only_root_and_ends_within_its_grace_period(string name, string manifest)
    {
        Container.SkipWhereNoneRuns();
        using var image = Image.Build(name);
        var workload = Deployment.Workload("local", manifest);
        using var files = new Secrets(image.Group, "actorbench-coordinator-0.actorbench-coordinator");
        using var coordinator = new TcpListener(Coordinator, 4053);
        coordinator.Start();
        await using var agent = Container.Start(image, workload, Fields(manifest), files.Folders, $"{Coordinator} actorbench-coordinator-0.actorbench-coordinator\n");

        using var bound = new CancellationTokenSource(Bound);
        var called = coordinator.AcceptSocketAsync(bound.Token).AsTask();
        while (!called.IsCompleted && !agent.HasEnded) await Task.WhenAny(called, Task.Delay(100, CancellationToken.None));
        Assert.True(called.IsCompletedSuccessfully, agent.HasEnded ? await agent.ErrorsAsync() : "It called nobody.");
        using var call = await called;
        var first = new byte[3];
        await call.ReceiveAsync(first, bound.Token);

        // A handshake of TLS 1.x begins so.
        Assert.Equal([0x16, 0x03], first[..2]);
        Assert.Equal("10001\t10001\t10001\t10001", agent.Status("Uid"));
        Assert.Equal("0000000000000000", agent.Status("CapEff"));
        Assert.Equal("0000000000000000", agent.Status("CapBnd"));
        var (code, errors) = await agent.StopAsync(TimeSpan.FromSeconds(workload.Pod.TerminationGracePeriodSeconds!.Value));
        Assert.True(code == 0, errors);
    }

    private static IEnumerable<string> Flags(string workload) => Deployment.Workload("local", workload).Container.Args.Select(a => a.Split('=')[0]);

    private static Dictionary<string, string> Fields(string workload) => new()
    {
        ["spec.nodeName"] = "node-a",
        ["metadata.name"] = $"{workload}-0",
        ["status.podIP"] = "127.0.77.2",
        ["status.hostIP"] = "127.0.77.3",
    };

    private static async Task<string> HelpAsync(Image image)
    {
        var start = new ProcessStartInfo(image.Root + image.Entrypoint[0], [.. image.Entrypoint.Skip(1), "--help"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var help = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return help;
    }
}
