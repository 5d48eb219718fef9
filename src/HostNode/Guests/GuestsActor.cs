using ActorBench.Agents;
using ActorBench.HostNode.Platforms;
using ActorBench.Messages.Agents;
using Akka.Actor;

namespace ActorBench.HostNode.Guests;

/// <summary>Has guests started when the coordinator asks, and tells it when one can't be or has ended by itself.</summary>
public sealed class GuestsActor : ReceiveActor
{
    private readonly AgentOptions _options;
    private readonly GuestKeeper _keeper;
    private readonly HashSet<string> _up = [];

    internal GuestsActor(AgentOptions options, GuestKeeper keeper)
    {
        _options = options;
        _keeper = keeper;
        Receive<StartGuest>(OnStart);
        Receive<Started>(OnStarted);
        Receive<Failed>(OnFailed);
        Receive<Ended>(OnEnded);
        Receive<Removed>(m => _up.Remove(m.Platform));
    }

    /// <param name="network">How guests are wired; null where this host has no network of its own and so no guests.</param>
    public static Props Props(AgentOptions options, HostNetwork? network, IReadOnlyList<string> guestProgram) =>
        Props(options, Keeper(options, network, guestProgram));

    internal static Props Props(AgentOptions options, GuestKeeper keeper) =>
        Akka.Actor.Props.CreateBy(new Producer(options, keeper));

    internal static GuestKeeper Keeper(AgentOptions options, HostNetwork? network, IReadOnlyList<string> guestProgram) =>
        new(options, network, guestProgram, [new BridgePlatform(), new RoutedPlatform()]);

    private void OnStart(StartGuest order)
    {
        if (!_up.Add(order.Platform)) return;
        _keeper.StartAsync(order.Platform).PipeTo(
            Self, success: guest => new Started(guest.Platform, guest.Exited), failure: e => new Failed(order.Platform, e));
    }

    private void OnStarted(Started started) =>
        started.Exited.PipeTo(Self, success: code => new Ended(started.Platform, code));

    private void OnFailed(Failed failed)
    {
        _up.Remove(failed.Platform);
        var unsupported = failed.Error.GetBaseException() is GuestFailedException { Unsupported: true };
        Tell(failed.Platform, failed.Error.GetBaseException().Message, unsupported);
    }

    private void OnEnded(Ended ended) =>
        // The coordinator sees the guest's connection break by itself and asks again; only the place must be free by then.
        _keeper.RemoveAsync(ended.Platform).PipeTo(Self, success: () => new Removed(ended.Platform), failure: _ => new Removed(ended.Platform));

    private void Tell(string platform, string reason, bool unsupported) =>
        Context.ActorSelection($"/user/{AgentLink.Name}").Tell(new GuestFailed(_options.Host, platform, reason, unsupported));

    private sealed class Producer(AgentOptions options, GuestKeeper keeper) : IIndirectActorProducer
    {
        public Type ActorType => typeof(GuestsActor);

        public ActorBase Produce() => new GuestsActor(options, keeper);

        public void Release(ActorBase actor)
        {
        }
    }

    private sealed record Started(string Platform, Task<int> Exited) : INoSerializationVerificationNeeded;

    private sealed record Failed(string Platform, Exception Error) : INoSerializationVerificationNeeded;

    private sealed record Ended(string Platform, int Code) : INoSerializationVerificationNeeded;

    private sealed record Removed(string Platform) : INoSerializationVerificationNeeded;
}
