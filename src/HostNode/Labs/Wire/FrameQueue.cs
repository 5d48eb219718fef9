namespace ActorBench.HostNode.Labs.Wire;

/// <summary>Frames that wait for their time on one port's link out of the switch, first in, first out. Memory is taken once.</summary>
internal sealed class FrameQueue(int frames, int mostBytes)
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(frames * mostBytes, pinned: true);
    private readonly long[] _due = new long[frames];
    private readonly int[] _length = new int[frames];
    private int _first;

    public int Count { get; private set; }

    public bool IsFull => Count == frames;

    /// <summary>When the first frame is due; of an empty queue nothing is.</summary>
    public long Due => Count == 0 ? long.MaxValue : _due[_first];

    public ReadOnlySpan<byte> First => _bytes.AsSpan(_first * mostBytes, _length[_first]);

    public void Add(ReadOnlySpan<byte> frame, long due)
    {
        var place = (_first + Count) % frames;
        frame.CopyTo(_bytes.AsSpan(place * mostBytes, mostBytes));
        (_due[place], _length[place]) = (due, frame.Length);
        Count++;
    }

    public void Drop()
    {
        _first = (_first + 1) % frames;
        Count--;
    }
}
