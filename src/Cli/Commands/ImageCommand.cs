using System.CommandLine;
using ActorBench.HostNode.Images;

namespace ActorBench.Cli.Commands;

/// <summary><c>image</c>: what virtual machines start from.</summary>
internal static class ImageCommand
{
    public static Command Create()
    {
        var build = new Command("build", "Make the guest image of this build, if it is not made yet, and print where it is.");
        var xen = new Option<bool>("--xen") { Description = "Make the image of the machines with Xen, too, which `lab up --machines xen` boots." };
        build.Options.Add(xen);
        build.SetAction((parsed, _) => Interruptible.RunAsync(cancel => BuildAsync(parsed.GetValue(xen), cancel)));
        return new Command("image", "What virtual machines start from.") { build };
    }

    private static async Task<int> BuildAsync(bool xen, CancellationToken cancel)
    {
        try
        {
            var builder = new ImageBuilder(CacheFolder.Standard, Console.Error.WriteLine);
            var image = await builder.Build(cancel).ConfigureAwait(false);
            List<(string, string)> parts = [("kernel", image.Kernel), ("initrd", image.Initrd), ("program", image.Program)];
            if (xen)
            {
                var dom0 = await builder.BuildDom0(cancel).ConfigureAwait(false);
                parts.AddRange([("xen", dom0.Xen), ("dom0", dom0.System), ("host", dom0.Programs)]);
            }

            foreach (var (part, file) in parts)
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
