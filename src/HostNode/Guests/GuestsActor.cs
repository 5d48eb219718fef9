using ActorBench.Agents;
using ActorBench.HostNode.Platforms;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using Akka.Actor;
using Akka.Event;

namespace ActorBench.HostNode.Guests;

/// <summary>Has guests started when the coordinator asks, and tells it when one can't be or has ended by itself.</summary>
public sealed class GuestsActor : ReceiveActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly AgentOptions _options;
    private readonly GuestKeeper _keeper;
    private readonly HashSet<string> _up = [];

    /// <summary>Platforms whose guest was asked for again after it had started: often the coordinator hears of a death first.</summary>
    private readonly HashSet<string> _askedAgain = [];

    /// <summary>Platforms whose guest has started and has not ended.</summary>
    private readonly HashSet<string> _running = [];

    /// <summary>Those of them that were told to pause.</summary>
    private readonly HashSet<string> _paused = [];

    /// <summary>Those that end because they were told to.</summary>
    private readonly HashSet<string> _ended = [];

    private readonly GuestRoom _room;

    internal GuestsActor(AgentOptions options, GuestKeeper keeper)
    {
        _options = options;
        _room = new GuestRoom(options.MaxGuests);
        _keeper = keeper;
        Receive<StartGuest>(order => OnStart(order.Platform));
        Receive<ResumeGuest>(order => OnResume(order.Platform));
        Receive<RestGuests>(order => OnRest(order.Guests));
        Receive<Paused>(OnPaused);
        Receive<NotResumed>(OnNotResumed);
        Receive<Done>(_ => { });
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
        _room.Works(platform);
        if (!_up.Add(platform))
        {
            if (_paused.Contains(platform)) Resume(platform);
            else _askedAgain.Add(platform);
            return;
        }

        switch (_room.Ask(platform, out var leaves))
        {
            case RoomAnswer.Placed:
                Start(platform);
                break;
            case RoomAnswer.Full:
                _up.Remove(platform);
                Tell(platform, $"This host keeps {_options.MaxGuests} guests at most, and all of them are at work: give it more with --max-guests, or the campaign fewer platforms.", unsupported: false);
                break;
            case RoomAnswer.Waits when leaves is not null:
                _log.Warning("The {0} guest, which has rested longest, is ended to make room for that of {1}: this host keeps {2} at most", leaves, platform, _options.MaxGuests);
                End(leaves);
                break;
        }
    }

    private void Start(string platform)
    {
        if (_keeper.BoundOf(platform) is { } bound) Link.Tell(new GuestStarting(_options.Host, platform, bound));
        _keeper.StartAsync(platform).PipeTo(
            Self, success: guest => new Started(guest.Platform, guest.Exited), failure: e => new Failed(platform, e));
    }

    private void Leave(string platform)
    {
        if (_room.Gone(platform) is { } next) Start(next);
    }

    private void OnResume(string platform)
    {
        _room.Works(platform);
        if (!_up.Contains(platform)) OnStart(platform);
        else if (_paused.Contains(platform)) Resume(platform);
        else if (_ended.Contains(platform)) _askedAgain.Add(platform);
    }

    private void Resume(string platform)
    {
        _paused.Remove(platform);
        // It has ended, and its place is being cleared.
        if (!_keeper.Has(platform)) _askedAgain.Add(platform);
        else _keeper.ResumeAsync(platform).PipeTo(Self, success: _ => new Done(), failure: e => new NotResumed(platform, e));
    }

    /// <summary>One that stays frozen is of no use to anybody.</summary>
    private void OnNotResumed(NotResumed failed)
    {
        _log.Warning("The {0} guest is started anew, as it did not go on: {1}", failed.Platform, failed.Error.GetBaseException().Message);
        _askedAgain.Add(failed.Platform);
        End(failed.Platform);
    }

    private void OnRest(GuestMode guests)
    {
        foreach (var platform in _running.ToArray())
        {
            if (guests == GuestMode.Cold)
            {
                // Who asked before has had it.
                _askedAgain.Remove(platform);
                End(platform);
            }
            else if (!_ended.Contains(platform))
            {
                _room.Rests(platform);
                if (_paused.Add(platform)) Pause(platform);
            }
        }
    }

    private void Pause(string platform) =>
        _keeper.PauseAsync(platform).PipeTo(Self, success: can => new Paused(platform, can, null), failure: e => new Paused(platform, true, e));

    private void OnPaused(Paused paused)
    {
        if (paused.Error is { } e) _log.Warning("The {0} guest was not paused: {1}", paused.Platform, e.GetBaseException().Message);
        if (!paused.Can) _paused.Remove(paused.Platform);
        else if (paused.Error is null && _paused.Contains(paused.Platform)) Link.Tell(new GuestPaused(_options.Host, paused.Platform));
    }

    private void End(string platform)
    {
        _paused.Remove(platform);
        _room.Leaves(platform);
        // The end of its program is heard of by itself.
        if (_ended.Add(platform)) _keeper.EndAsync(platform).PipeTo(Self, success: () => new Done(), failure: _ => new Done());
    }

    private void OnStarted(Started started)
    {
        _running.Add(started.Platform);
        _askedAgain.Remove(started.Platform);
        started.Exited.PipeTo(Self, success: code => new Ended(started.Platform, code));
    }

    private void OnFailed(Failed failed)
    {
        _up.Remove(failed.Platform);
        _askedAgain.Remove(failed.Platform);
        Leave(failed.Platform);
        var unsupported = failed.Error.GetBaseException() is GuestFailedException { Unsupported: true };
        Tell(failed.Platform, failed.Error.GetBaseException().Message, unsupported);
    }

    private void OnEnded(Ended ended)
    {
        if (!_keeper.Stopping) Link.Tell(new GuestEnded(_options.Host, ended.Platform));
        // The coordinator may ask for it again at once; its place must be free first.
        _keeper.RemoveAsync(ended.Platform).PipeTo(Self, success: () => new Removed(ended.Platform, ended.Code), failure: _ => new Removed(ended.Platform, ended.Code));
    }

    private void OnRemoved(Removed removed)
    {
        _up.Remove(removed.Platform);
        _running.Remove(removed.Platform);
        _paused.Remove(removed.Platform);
        var told = _ended.Remove(removed.Platform);
        if (_keeper.Stopping) return;
        Leave(removed.Platform);
        if (_askedAgain.Remove(removed.Platform)) OnStart(removed.Platform);
        // Who waits for it would wait for all of its bound.
        else if (!told && _keeper.WhyNeverUp(removed.Platform, removed.Code) is { } reason) Tell(removed.Platform, reason, unsupported: false);
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

    private sealed record Paused(string Platform, bool Can, Exception? Error) : INoSerializationVerificationNeeded;

    /// <summary>What was asked of the guest is done; nobody waits for it.</summary>
    private sealed record Done : INoSerializationVerificationNeeded;

    private sealed record NotResumed(string Platform, Exception Error) : INoSerializationVerificationNeeded;

    private sealed record Started(string Platform, Task<int> Exited) : INoSerializationVerificationNeeded;

    private sealed record Failed(string Platform, Exception Error) : INoSerializationVerificationNeeded;

    private sealed record Ended(string Platform, int Code) : INoSerializationVerificationNeeded;

    private sealed record Removed(string Platform, int Code) : INoSerializationVerificationNeeded;
}
