using System.Globalization;

namespace ActorBench.Agents;

/// <summary>One line a second of a kind that strangers can cause; the next one says how many it stands for.</summary>
public sealed class LineLimit
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private DateTime _last = DateTime.MinValue;
    private long _kept;

    /// <param name="line">Gets the number of those before it that were not written.</param>
    public bool MayWrite(DateTime now, ref string line)
    {
        // A clock that was set back must not silence anything.
        if (now >= _last && now - _last < Least)
        {
            _kept++;
            return false;
        }

        if (_kept > 0) line += string.Create(CultureInfo.InvariantCulture, $" ({_kept} more such lines since {_last:HH:mm:ss} are left out)");
        (_last, _kept) = (now, 0);
        return true;
    }
}
