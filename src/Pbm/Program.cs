using System.Reflection;
using ActorBench.Pbm.Client;

namespace ActorBench.Pbm;

/// <summary>The operator's command line.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var exitCode = 0;
        var early = await Interruptible.RunAsync(async cancel => exitCode = await RunAsync(args, cancel).ConfigureAwait(false)).ConfigureAwait(false);
        return early != 0 ? early : exitCode;
    }

    private static async Task<int> RunAsync(string[] args, CancellationToken cancel)
    {
        var line = CommandLine.Parse(args);
        if (line.Version) Console.Out.WriteLine($"pbm {typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}");
        if (line.Usage || line.Words is ["help"]) Console.Out.WriteLine(HelpText.Usage);
        if (line.Version || line.Usage) return 0;
        var session = new Session(new CommandClient(line.Address, ClientSettings.FromEnvironment(line.Authority)), line);
        await session.ConnectAsync(cancel).ConfigureAwait(false);
        if (line.Words.Count == 0) return await session.PromptAsync().ConfigureAwait(false);
        await session.RunAsync(line.Words, cancel).ConfigureAwait(false);
        return 0;
    }
}
