using System.Diagnostics;

namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>Rules of the packet filter inside a lab's hosts.</summary>
internal static class Iptables
{
    private static readonly string[] Probe = ["-A", "INPUT", "-m", "statistic", "--mode", "nth", "--every", "100", "--packet", "0", "-j", "DROP"];

    public static async Task Needed()
    {
        const string name = "e2e-iptables";
        try
        {
            await Tool("ip", "netns", "add", name);
            var refused = await Add(name, Probe);
            Assert.SkipWhen(refused != "", $"iptables with its statistic match is needed (apt-get install iptables): {refused}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Assert.Skip($"iptables is needed (apt-get install iptables): {e.Message}");
        }
        finally
        {
            await Tool("ip", "netns", "del", name);
        }
    }

    /// <returns>What it complains of; empty when all is well.</returns>
    public static Task<string> Add(string host, string[] rule) => Tool("ip", ["netns", "exec", host, "iptables", "-w", .. rule]);

    private static async Task<string> Tool(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var complaint = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : $"exit {process.ExitCode}: {complaint}";
    }
}
