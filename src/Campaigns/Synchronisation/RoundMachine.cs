using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;

namespace ActorBench.Campaigns.Synchronisation;

/// <summary>The rules of a round: it gathers its members at each position, surveys their clocks while none of them measures, and lets them begin at one instant.</summary>
/// <remarks>
/// Nothing is stored. After a crash the members say again that they are ready, and those that are not heard of are waited for as at the
/// beginning. A member that is behind, because its attempt failed, catches up alone: its trial never falls into windows of the others.
/// </remarks>
public sealed class RoundMachine(RoundTimings timings)
{
    private readonly List<RoundEffect> _effects = [];
    private readonly Dictionary<PairId, RoundMember> _members = [];
    private readonly ClockBook _clocks = new();
    private RoundShape? _shape;
    private ClockSurvey? _survey;
    private CommonInstant? _instant;
    private int _surveys;
    private long _idleSinceNs;

    /// <param name="input">A command of a pair, an endpoint's <see cref="ClockPong"/>, or a <see cref="RoundInput"/>.</param>
    /// <param name="nowNs">Of the monotonic clock that is the round's.</param>
    public IReadOnlyList<RoundEffect> Handle(object input, long nowNs)
    {
        _effects.Clear();
        switch (input)
        {
            case RoundCommands.Ready m: OnReady(m, nowNs); break;
            case RoundCommands.TooLate m: OnTooLate(m, nowNs); break;
            case RoundCommands.Leave m: OnLeave(m.Pair, nowNs); break;
            case ClockPong m: OnPong(m, nowNs); break;
            case RoundInput.Wake: GoOn(nowNs); break;
        }

        return [.. _effects];
    }

    private void OnReady(RoundCommands.Ready ready, long nowNs)
    {
        _shape ??= ready.Shape;
        foreach (var pair in _shape.Pairs) _members.TryAdd(pair, new RoundMember(pair));
        if (!_members.TryGetValue(ready.Pair, out var member)) return;
        if (_instant?.Has(ready.Pair, ready.Key) == true)
        {
            // Its answer was lost, or is on its way.
            _effects.Add(_instant.Tell(ready.Pair));
            return;
        }

        End(ready.Pair, nowNs);
        member.Arrive(ready, nowNs);
        if (_survey is not null && ready.Position == Position()) Ask(ready, nowNs);
        GoOn(nowNs);
    }

    private void OnLeave(PairId pair, long nowNs)
    {
        if (!_members.TryGetValue(pair, out var member)) return;
        member.Leave();
        End(pair, nowNs);
        if (_members.Values.All(one => one.Left)) _effects.Add(new RoundEffect.Over());
        else GoOn(nowNs);
    }

    private void OnPong(ClockPong pong, long nowNs)
    {
        if (_survey is null) return;
        if (_survey.Take(pong, nowNs) is { } next) _effects.Add(next);
        else GoOn(nowNs);
    }

    private void OnTooLate(RoundCommands.TooLate late, long nowNs)
    {
        if (_instant is not { } instant || !instant.Has(late.Pair, late.Key) || instant.AtNs != late.AtNs) return;
        if (instant.Rearmed < timings.MostRearms && nowNs < instant.AtNs)
        {
            instant.Rearm(nowNs);
            foreach (var pair in instant.Running.ToArray()) _effects.Add(instant.Tell(pair));
            Wake(instant.EndNs(timings.Slack), nowNs);
            return;
        }

        // The others have begun, or have been put off often enough.
        Refuse(late.Pair, late.Key, $"The order to begin came too late at the initiator, {instant.Rearmed + 1} times in a row.");
        End(late.Pair, nowNs);
        GoOn(nowNs);
    }

    private void End(PairId pair, long nowNs)
    {
        if (_instant is null) return;
        _instant.End(pair);
        if (!_instant.Over) return;
        (_instant, _idleSinceNs) = (null, nowNs);
    }

    private void GoOn(long nowNs)
    {
        if (_instant is { } instant && !IsOver(instant, nowNs)) return;
        if (_survey is { } survey)
        {
            if (!survey.Complete && nowNs < survey.UntilNs) Wake(survey.UntilNs, nowNs);
            else Begin(survey, nowNs);
            return;
        }

        if (Gathered(nowNs)) Survey(nowNs);
    }

    /// <summary>Nobody begins inside the windows of others: these are waited for as long as they may take.</summary>
    private bool IsOver(CommonInstant instant, long nowNs)
    {
        var end = instant.EndNs(timings.Slack);
        if (nowNs < end)
        {
            Wake(end, nowNs);
            return false;
        }

        PairId[] unheard = [.. instant.Running];
        Miss(unheard.Select(pair => _members[pair]), "nothing was heard of its trial");
        foreach (var pair in unheard) End(pair, nowNs);
        return true;
    }

    private bool Gathered(long nowNs)
    {
        RoundMember[] waiting = [.. Waiting()];
        if (waiting.Length == 0) return false;
        RoundMember[] missing = [.. _members.Values.Where(member => member.Ready is null && !member.Away)];
        if (missing.Length == 0) return true;
        var deadline = Math.Max(_idleSinceNs, waiting.Min(member => member.ReadySinceNs)) + PatienceNs(waiting);
        if (nowNs < deadline)
        {
            Wake(deadline, nowNs);
            return false;
        }

        Miss(missing, $"it was not ready for trial {Position()} of the block in time");
        return true;
    }

    private long PatienceNs(RoundMember[] waiting) => _surveys == 0
        ? (long)timings.FirstArrival.TotalNanoseconds
        : (long)timings.Slack.TotalNanoseconds + waiting.Max(member => member.Ready!.LengthNs);

    private void Miss(IEnumerable<RoundMember> members, string why)
    {
        foreach (var member in members)
        {
            member.Miss();
            _effects.Add(new RoundEffect.Warn($"BARRIER_TIMEOUT: round {_shape!.Number} goes on without pair {member.Pair}: {why}."));
        }
    }

    private void Survey(long nowNs)
    {
        _survey = new ClockSurvey(++_surveys, nowNs + (long)timings.Survey.TotalNanoseconds);
        foreach (var member in Waiting()) Ask(member.Ready!, nowNs);
        Wake(_survey.UntilNs, nowNs);
    }

    private void Ask(RoundCommands.Ready ready, long nowNs)
    {
        foreach (var endpoint in (EndpointAddress[])[ready.Initiator, ready.Responder])
        {
            if (_survey!.Begin(endpoint, nowNs) is { } question) _effects.Add(question);
        }
    }

    private void Begin(ClockSurvey survey, long nowNs)
    {
        _survey = null;
        foreach (var endpoint in survey.Endpoints)
        {
            if (survey.Of(endpoint) is { } seen) _clocks.Add(endpoint, seen);
        }

        var group = new List<RoundCommands.Ready>();
        foreach (var member in Waiting().ToArray())
        {
            var ready = member.Ready!;
            member.Begin();
            if (Silent(survey, ready) is { } silent) Refuse(ready.Pair, ready.Key, $"The {silent.Platform} endpoint of {silent.Host} did not say what its clock shows.");
            else group.Add(ready);
        }

        if (group.Count == 0)
        {
            GoOn(nowNs);
            return;
        }

        string[] missing = [.. _shape!.Pairs.Except(group.Select(ready => ready.Pair)).Select(pair => pair.ToString())];
        _instant = new CommonInstant(group, missing, _clocks, timings.WayNs(survey.MostDelayNs, first: _surveys == 1));
        _instant.Set(nowNs);
        foreach (var ready in group) _effects.Add(_instant.Tell(ready.Pair));
        Wake(_instant.EndNs(timings.Slack), nowNs);
    }

    private static EndpointAddress? Silent(ClockSurvey survey, RoundCommands.Ready ready) =>
        ((EndpointAddress[])[ready.Initiator, ready.Responder]).FirstOrDefault(endpoint => survey.Of(endpoint) is null);

    private void Refuse(PairId pair, AttemptKey key, string reason) =>
        _effects.Add(new RoundEffect.TellPair(new RoundReplies.NotStarted(key.Campaign, pair, key, reason)));

    /// <summary>Those that may begin next: whoever is behind goes first.</summary>
    private IEnumerable<RoundMember> Waiting() =>
        Position() is { } position ? _members.Values.Where(member => member.Ready?.Position == position) : [];

    private int? Position() => _members.Values.Min(member => member.Ready?.Position);

    // Rounded up to whole ticks: woken too early it would only go to sleep again.
    private void Wake(long atNs, long nowNs) =>
        _effects.Add(new RoundEffect.WakeAfter(TimeSpan.FromTicks((Math.Max(0, atNs - nowNs) + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick)));
}
