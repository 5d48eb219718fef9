using ActorBench.Messages.Hosts;
using static ActorBench.Messages.Hosts.HostCommands;

namespace ActorBench.Campaigns.State;

/// <summary>Guests that are being started, and how long each may take until it registers.</summary>
internal sealed class RisingGuests(HostLedger ledger, HostRules rules)
{
    private readonly Dictionary<string, (DateTimeOffset Since, TimeSpan Bound)> _rising = [];

    public void Starting(GuestStarting starting) => _rising[starting.Platform] = (ledger.Now, starting.Bound);

    /// <summary>Puts on record how long a start took; of a guest that nobody was seen to start nothing is known.</summary>
    public void Registered(string platform)
    {
        if (_rising.Remove(platform, out var rising))
            ledger.Record(new HostEvents.GuestRegistered(ledger.State.Host, platform, (long)(ledger.Now - rising.Since).TotalMilliseconds, ledger.At));
    }

    public void Failed(string platform) => _rising.Remove(platform);

    /// <param name="since">When it was first waited for.</param>
    public bool IsLate(string platform, DateTimeOffset since) =>
        ledger.Now - since > rules.RaiseBound && (!_rising.TryGetValue(platform, out var rising) || ledger.Now - rising.Since > rising.Bound);

    /// <summary>What it has not kept.</summary>
    public TimeSpan BoundOf(string platform) => _rising.TryGetValue(platform, out var rising) && rising.Bound > rules.RaiseBound ? rising.Bound : rules.RaiseBound;
}
