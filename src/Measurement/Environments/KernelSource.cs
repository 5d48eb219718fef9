using System.Runtime.InteropServices;

namespace ActorBench.Measurement.Environments;

internal sealed class KernelSource : IEnvironmentSource
{
    public bool Lasting => true;

    public void Collect(MachineFiles files, FactList facts)
    {
        facts.Add("kernel.release", files.Text("/proc/sys/kernel/osrelease"));
        facts.Add("kernel.version", files.Text("/proc/sys/kernel/version"));
        facts.Add("kernel.architecture", RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant());
        facts.Add("kernel.command_line", OwnWords(files.Text("/proc/cmdline")));
        facts.Add("kernel.aslr", files.Text("/proc/sys/kernel/randomize_va_space"));
        facts.Add("distribution", files.Lines("/etc/os-release")
            .Where(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))
            .Select(line => line["PRETTY_NAME=".Length..].Trim('"'))
            .FirstOrDefault());
    }

    /// <summary>What follows two dashes is for the first process and says nothing of the kernel.</summary>
    private static string? OwnWords(string? commandLine) =>
        commandLine is null ? null : string.Join(' ', commandLine.Split(' ').TakeWhile(word => word != "--"));
}
