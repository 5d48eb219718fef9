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

    /// <summary>Platforms whose guest was asked for again after it had started: often the coordinator hears of a death first.</summary>
    private readonly HashSet<string> _askedAgain = [];

    internal GuestsActor(AgentOptions options, GuestKeeper keeper)
    {
        _options = options;
        _keeper = keeper;
        Receive<StartGuest>(order => OnStart(order.Platform));
        Receive<Started>(OnStarted);
        Receive<Failed>(OnFailed);
        Receive<Ended>(OnEnded);
        Receive<Removed>(OnRemoved);
    }

    /// <param name="network">How guests are wired; null where this host has no network of its own and so no guests.</param>
    public static Props Props(AgentOptions options, HostNetwork? network, IReadOnlyList<string> guestProgram) =>
        Props(options, Keeper(options, network, guestProgram));

    internal static Props Props(AgentOptions options, GuestKeeper keeper) =>
        Akka.Actor.Props.CreateBy(new Producer(options, keeper));

    internal static GuestKeeper Keeper(AgentOptions options, HostNetwork? network, IReadOnlyList<string> guestProgram) =>
        new(options, network, guestProgram, PlatformDrivers.Allowed(options.Platforms));

    private void OnStart(string platform)
    {
        if (!_up.Add(platform))
        {
            _askedAgain.Add(platform);
            return;
        }

        if (_keeper.BoundOf(platform) is { } bound) Link.Tell(new GuestStarting(_options.Host, platform, bound));
        _keeper.StartAsync(platform).PipeTo(
            Self, success: guest => new Started(guest.Platform, guest.Exited), failure: e => new Failed(platform, e));
    }

    private void OnStarted(Started started)
    {
        _askedAgain.Remove(started.Platform);
        started.Exited.PipeTo(Self, success: code => new Ended(started.Platform, code));
    }

    private void OnFailed(Failed failed)
    {
        _up.Remove(failed.Platform);
        _askedAgain.Remove(failed.Platform);
        var unsupported = failed.Error.GetBaseException() is GuestFailedException { Unsupported: true };
        Tell(failed.Platform, failed.Error.GetBaseException().Message, unsupported);
    }

    private void OnEnded(Ended ended) =>
        // The coordinator sees the guest's connection break by itself and asks again; the place must be free first.
        _keeper.RemoveAsync(ended.Platform).PipeTo(Self, success: () => new Removed(ended.Platform, ended.Code), failure: _ => new Removed(ended.Platform, ended.Code));

    private void OnRemoved(Removed removed)
    {
        _up.Remove(removed.Platform);
        if (_keeper.Stopping) return;
        if (_askedAgain.Remove(removed.Platform)) OnStart(removed.Platform);
        // Who waits for it would wait for all of its bound.
        else if (_keeper.WhyNeverUp(removed.Platform, removed.Code) is { } reason) Tell(removed.Platform, reason, unsupported: false);
    }

    private void Tell(string platform, string reason, bool unsupported) =>
        Link.Tell(new GuestFailed(_options.Host, platform, reason, unsupported));

    private static ActorSelection Link => Context.ActorSelection($"/user/{AgentLink.Name}");

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

    private sealed record Removed(string Platform, int Code) : INoSerializationVerificationNeeded;
}
