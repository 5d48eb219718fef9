using System.Diagnostics;
using ActorBench.Tests;

[assembly: AssemblyFixture(typeof(MachineTurn))]

namespace ActorBench.Tests;

/// <summary>Holds the machine while the tests of this program run: <c>dotnet test</c> starts programs side by side, and those that have this measure, or look at the machine before and after. Beside one of them run those that have not.</summary>
/// <remarks>Programs are started in the order of the solution, as many at a time as there are processors: the longest first, and those that would wait for it last.</remarks>
public sealed class MachineTurn : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private FileStream? _held;

    public async ValueTask InitializeAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), $"actorbench-tests-{Environment.UserName}.lock");
        var waited = Stopwatch.StartNew();
        while ((_held = Take(path)) is null)
        {
            if (waited.Elapsed > Longest) throw new TimeoutException($"Another test program has held {path} for {Longest.TotalMinutes} minutes.");
            await Task.Delay(LookEvery);
        }
    }

    public ValueTask DisposeAsync() => _held?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <returns>Null while another program holds it; whoever dies lets go.</returns>
    private static FileStream? Take(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
