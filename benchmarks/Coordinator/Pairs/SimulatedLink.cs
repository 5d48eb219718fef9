using ActorBench.Agents;
using ActorBench.Messages.Agents;
using Akka.Actor;

namespace ActorBench.CoordinatorBenchmark.Pairs;

/// <summary>Registers and pings for each host as <see cref="AgentLink"/> does for one.</summary>
internal sealed class SimulatedLink : ReceiveActor, IWithTimers
{
    public const string HowManyMissing = "how-many-missing";

    private static readonly TimeSpan RegisterEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Register> _hosts;
    private readonly HashSet<string> _missing;
    private readonly ActorSelection _gateway;

    public SimulatedLink(ActorSelection gateway, IReadOnlyList<string> hosts)
    {
        _gateway = gateway;
        _hosts = hosts.ToDictionary(host => host, host => new Register(
            Register.CurrentProtocolVersion, BuildIdentity.Current, Guid.NewGuid().ToString("N"), AgentRole.Host, host, "native", "127.0.0.1", host, []));
        _missing = [.. hosts];
        Receive<Registered>(m => _missing.Remove(m.Host));
        Receive<Pong>(m =>
        {
            if (!m.Known) _missing.UnionWith(_hosts.Keys);
        });
        Receive<RegisterNow>(_ =>
        {
            foreach (var host in _missing) _gateway.Tell(_hosts[host], Self);
        });
        Receive<PingNow>(_ =>
        {
            foreach (var host in _hosts.Values) _gateway.Tell(new Ping(host.Incarnation), Self);
        });
        Receive<string>(_ => Sender.Tell(_missing.Count));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("register", new RegisterNow(), TimeSpan.Zero, RegisterEvery);
        Timers.StartPeriodicTimer("ping", new PingNow(), PingEvery);
    }

    private sealed record RegisterNow;

    private sealed record PingNow;
}
