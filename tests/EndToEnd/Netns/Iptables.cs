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
            await Tools.TryAsync("ip", "netns", "add", name);
            var refused = await Add(name, Probe);
            Assert.SkipWhen(refused != "", $"iptables with its statistic match is needed (apt-get install iptables): {refused}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Assert.Skip($"iptables is needed (apt-get install iptables): {e.Message}");
        }
        finally
        {
            await Tools.TryAsync("ip", "netns", "del", name);
        }
    }

    /// <returns>What it complains of; empty when all is well.</returns>
    public static Task<string> Add(string host, string[] rule) => Tools.TryAsync("ip", ["netns", "exec", host, "iptables", "-w", .. rule]);
}
