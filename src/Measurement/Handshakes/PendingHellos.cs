using System.Net.Sockets;

namespace ActorBench.Measurement.Handshakes;

/// <summary>Connections that have not said yet whose they are: none may hold up the others, stay long, or be many.</summary>
internal sealed class PendingHellos : IDisposable
{
    /// <summary>More are closed unheard.</summary>
    public const int Most = 64;

    /// <summary>From being accepted to the last byte of the hello.</summary>
    public const long WithinNs = 2_000_000_000;

    private readonly List<Pending> _all = [];

    public void Add(Socket connection)
    {
        if (_all.Count >= Most)
        {
            connection.Dispose();
            return;
        }

        _all.Add(new Pending(connection, TrialLimits.NowNs + WithinNs));
    }

    /// <summary>All sockets that may have something to say.</summary>
    public void AddTo(List<Socket> waitedFor)
    {
        foreach (var pending in _all) waitedFor.Add(pending.Connection);
    }

    /// <summary>Hears those that speak, and closes those that are too late, gone or wrong: a stranger gets no byte.</summary>
    /// <param name="hello">Filled with what the initiator said.</param>
    /// <returns>The connection whose whole hello has this token, out of this collection's hands; null for none.</returns>
    public Socket? Hear(ReadOnlySpan<byte> token, Span<byte> hello)
    {
        for (var i = _all.Count - 1; i >= 0; i--)
        {
            var pending = _all[i];
            var open = pending.Read();
            var whole = open && pending.Count == Hello.Bytes;
            if (whole && Hello.IsFor(pending.Bytes, token))
            {
                _all.RemoveAt(i);
                pending.Bytes.CopyTo(hello);
                return pending.Connection;
            }

            if (open && !whole && TrialLimits.NowNs <= pending.UntilNs) continue;
            pending.Connection.Dispose();
            _all.RemoveAt(i);
        }

        return null;
    }

    public void Dispose()
    {
        foreach (var pending in _all) pending.Connection.Dispose();
        _all.Clear();
    }

    private sealed class Pending(Socket connection, long untilNs)
    {
        public Socket Connection => connection;

        public long UntilNs => untilNs;

        public byte[] Bytes { get; } = new byte[Hello.Bytes];

        public int Count { get; private set; }

        /// <returns>False when the other end has gone.</returns>
        public bool Read()
        {
            try
            {
                // Asked first, since a read that waits would hold up the others.
                while (Count < Hello.Bytes && connection.Poll(TimeSpan.Zero, SelectMode.SelectRead))
                {
                    var count = connection.Receive(Bytes.AsSpan(Count));
                    if (count == 0) return false;
                    Count += count;
                }
            }
            catch (SocketException)
            {
                return false;
            }

            return true;
        }
    }
}
