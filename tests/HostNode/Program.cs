using ActorBench.HostNode.Tests.Labs;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ActorBench.HostNode.Tests;

/// <summary>Runs the tests, or plays the process that a test starts in order to kill it.</summary>
public static class Program
{
    public static int Main(string[] args) => args is ["helper", var role, .. var rest]
        ? Helper.Play(role, rest)
        : Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).GetAwaiter().GetResult();
}
