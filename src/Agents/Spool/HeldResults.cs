using System.Diagnostics.CodeAnalysis;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Agents.Spool;

/// <summary>Results that nobody has said are stored, oldest first: in memory, and on disk where there is a spool.</summary>
public sealed class HeldResults : IDisposable
{
    private readonly SpoolFile? _disk;
    private readonly OrderedDictionary<AttemptKey, EndpointReplies.IEndpointReply> _held = [];
    private readonly HashSet<AttemptKey> _unwritten = [];

    /// <param name="disk">Null: memory alone. What it has from before is held from now on.</param>
    public HeldResults(SpoolFile? disk = null)
    {
        _disk = disk;
        foreach (var result in disk?.Loaded ?? []) _held[SpoolCodec.KeyOf(result)] = result;
    }

    public int Count => _held.Count;

    public IEnumerable<EndpointReplies.IEndpointReply> OldestFirst => _held.Values;

    /// <summary>Why results are not on disk, or the next one would not be; null when all is well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Hears, a sentence each, when results stop being kept on disk, and when they are again.</summary>
    public Action<string> Say { get; set; } = _ => { };

    public bool TryGet(AttemptKey key, [NotNullWhen(true)] out EndpointReplies.IEndpointReply? result) => _held.TryGetValue(key, out result);

    /// <summary>On disk when this returns, unless there is <see cref="Trouble"/>.</summary>
    public void Add(EndpointReplies.IEndpointReply result)
    {
        var key = SpoolCodec.KeyOf(result);
        _held[key] = result;
        if (_disk is null) return;
        _unwritten.Add(key);
        Try(WriteUnwritten);
    }

    public void Forget(AttemptKey key)
    {
        _held.Remove(key);
        if (_disk is null || _unwritten.Remove(key)) return;
        Try(() => _disk.Forget(key));
    }

    /// <summary>Before a block begins: tries to write what is not on disk yet, and whether the next result will find room there.</summary>
    /// <returns>Why no work may begin, else null.</returns>
    public TrialFailure? WhyNoBlock()
    {
        if (_disk is null) return null;
        Try(() =>
        {
            WriteUnwritten();
            _disk.Probe();
            if (Trouble is not null) Say("Results are kept on disk again.");
            Trouble = null;
        });
        return Trouble is null ? null : new(FailureKind.Refused, $"This endpoint can't keep results on disk and takes no work: {Trouble}.");
    }

    /// <summary>Inside a block the disk is not asked again while all is well.</summary>
    public TrialFailure? WhyNoTrial() => Trouble is null ? null : WhyNoBlock();

    public void Dispose() => _disk?.Dispose();

    private void WriteUnwritten()
    {
        foreach (var key in _held.Keys.Where(_unwritten.Contains).ToArray())
        {
            _disk!.Append(_held[key]);
            _unwritten.Remove(key);
        }
    }

    private void Try(Action disk)
    {
        try
        {
            disk();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var reason = e.Message.TrimEnd('.');
            if (reason != Trouble) Say($"Results can't be kept on disk: {reason}. They stay in memory, and no work is taken.");
            Trouble = reason;
        }
    }
}
