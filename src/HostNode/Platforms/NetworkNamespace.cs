namespace ActorBench.HostNode.Platforms;

/// <summary>What is done inside a named network namespace without starting a tool.</summary>
internal static class NetworkNamespace
{
    /// <summary>Where iproute2 keeps the names.</summary>
    public const string Folder = "/run/netns";

    public static string PathOf(string name) => $"{Folder}/{name}";

    /// <summary>Runs work on a thread of its own that enters the namespace first and then ends, so no pooled thread is left inside.</summary>
    public static Task<T> Inside<T>(string name, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                using (var handle = File.OpenHandle(PathOf(name), share: FileShare.ReadWrite | FileShare.Delete))
                    LinuxCalls.EnterNetwork(handle);
                done.SetResult(work());
            }
            catch (Exception e)
            {
                // Handed to whoever waits: an exception that leaves a thread ends the process.
                done.SetException(e);
            }
        })
        { IsBackground = true, Name = $"in {name}" };
        thread.Start();
        return done.Task;
    }

    /// <summary>
    /// Makes a namespace carry the lab's traffic and nothing else. Called while only lo stands in it: what is set for
    /// `default` holds for every device that comes later.
    /// </summary>
    public static Task Quieten(string name, bool forwards) => Inside(name, () =>
    {
        foreach (var scope in (string[])["all", "default"])
        {
            // Link-local addresses would bring router solicitations and duplicate detection onto the measured wire.
            TryWrite($"net/ipv6/conf/{scope}/disable_ipv6", "1");
            // A routed guest's packets come in where no route of their source leads out by the strict rule.
            Write($"net/ipv4/conf/{scope}/rp_filter", "0");
            // Linux answers ARP on any link for any of its addresses; the data address must not be found over the management link.
            Write($"net/ipv4/conf/{scope}/arp_ignore", "1");
            Write($"net/ipv4/conf/{scope}/arp_announce", "2");
            // In force if set in either place, so both are cleared (a routed guest's host would tell others to bypass it).
            Write($"net/ipv4/conf/{scope}/send_redirects", "0");
            Write($"net/ipv4/conf/{scope}/accept_redirects", "0");
        }

        Write("net/ipv4/ip_forward", forwards ? "1" : "0");
        // With br_netfilter loaded, frames of every new namespace's bridges pass iptables: another path than the one measured.
        foreach (var hook in (string[])["iptables", "ip6tables", "arptables"])
            TryWrite($"net/bridge/bridge-nf-call-{hook}", "0");
        return true;
    });

    public static void Write(string setting, string value) => File.WriteAllText($"/proc/sys/{setting}", value);

    public static string Read(string setting) => File.ReadAllText($"/proc/sys/{setting}").Trim();

    /// <summary>Absent when the kernel was built or booted without it: then there is nothing to turn off.</summary>
    public static void TryWrite(string setting, string value)
    {
        if (File.Exists($"/proc/sys/{setting}")) Write(setting, value);
    }
}
