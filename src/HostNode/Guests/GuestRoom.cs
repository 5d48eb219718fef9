namespace ActorBench.HostNode.Guests;

/// <summary>How many guests a host keeps, and which one goes when another needs its place: the one that has rested longest, never one at work.</summary>
/// <param name="limit">Of guests at once, also those that are being started or ended.</param>
internal sealed class GuestRoom(int limit)
{
    private readonly HashSet<string> _placed = [];
    private readonly HashSet<string> _leaving = [];
    private readonly Queue<string> _waiting = [];

    /// <summary>Who rests, the longest first.</summary>
    private readonly List<string> _resting = [];

    /// <summary>Takes a place, or a turn for the next one.</summary>
    /// <param name="leaves">Who must be ended for it; null for nobody.</param>
    public RoomAnswer Ask(string platform, out string? leaves)
    {
        leaves = null;
        if (_placed.Count < limit)
        {
            _placed.Add(platform);
            return RoomAnswer.Placed;
        }

        if (_leaving.Count <= _waiting.Count)
        {
            leaves = _resting.FirstOrDefault();
            if (leaves is null) return RoomAnswer.Full;
            Leaves(leaves);
        }

        _waiting.Enqueue(platform);
        return RoomAnswer.Waits;
    }

    public void Rests(string platform)
    {
        if (_placed.Contains(platform) && !_leaving.Contains(platform) && !_resting.Contains(platform)) _resting.Add(platform);
    }

    public void Works(string platform) => _resting.Remove(platform);

    /// <summary>It is being ended.</summary>
    public void Leaves(string platform)
    {
        _resting.Remove(platform);
        if (_placed.Contains(platform)) _leaving.Add(platform);
    }

    /// <summary>Its place is free.</summary>
    /// <returns>Who gets it; null for nobody.</returns>
    public string? Gone(string platform)
    {
        _resting.Remove(platform);
        _leaving.Remove(platform);
        _placed.Remove(platform);
        if (_placed.Count >= limit || !_waiting.TryDequeue(out var next)) return null;
        _placed.Add(next);
        return next;
    }
}

internal enum RoomAnswer
{
    Placed,

    /// <summary>Until <see cref="GuestRoom.Gone"/> names it.</summary>
    Waits,

    /// <summary>All are at work.</summary>
    Full,
}
