namespace ActorBench.Agents;

/// <summary>What a tick of the ping timer is for.</summary>
internal enum PingTurn
{
    /// <summary>Made up for: it is no turn of its own.</summary>
    None,

    Ping,

    /// <summary>The other end has answered none of the last pings.</summary>
    GiveUp,
}

/// <summary>Whom a ping goes unanswered by.</summary>
/// <remarks>A process that was frozen gets all ticks that it missed at once, and no answer can have reached it meanwhile: its own silence says nothing of the other end.</remarks>
/// <param name="every">Between two ticks.</param>
/// <param name="patient">Pings without an answer before the other end is given up.</param>
internal sealed class PingTurns(TimeSpan every, int patient)
{
    private TimeSpan? _last;
    private int _unanswered;

    /// <param name="now">By a clock that only goes on.</param>
    public PingTurn Next(TimeSpan now)
    {
        var since = now - _last ?? every;
        if (since < every / 2) return PingTurn.None;
        if (since > every * 2) _unanswered = 0;
        _last = now;
        return ++_unanswered > patient ? PingTurn.GiveUp : PingTurn.Ping;
    }

    public void Answered() => _unanswered = 0;
}
