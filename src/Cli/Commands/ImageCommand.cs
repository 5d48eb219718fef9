using System.CommandLine;
using ActorBench.HostNode.Images;

namespace ActorBench.Cli.Commands;

/// <summary><c>image</c>: what virtual machines start from.</summary>
internal static class ImageCommand
{
    public static Command Create()
    {
        var build = new Command("build", "Make the guest image of this build, if it is not made yet, and print where it is.");
        build.SetAction((_, _) => Interruptible.RunAsync(BuildAsync));
        return new Command("image", "What virtual machines start from.") { build };
    }

    private static async Task<int> BuildAsync(CancellationToken cancel)
    {
        try
        {
            var image = await new ImageBuilder(CacheFolder.Standard, Console.Error.WriteLine).Build(cancel).ConfigureAwait(false);
            foreach (var (part, file) in ((string, string)[])[("kernel", image.Kernel), ("initrd", image.Initrd), ("program", image.Program)])
                await Console.Out.WriteLineAsync($"{part,-8} {file}").ConfigureAwait(false);
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("actorbench: stopped; nothing half-made stays.").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }
    }
}
