using System.Globalization;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;

namespace ActorBench.Agents.Spool;

/// <summary>An endpoint's results on disk: a file that is only appended to, until what is not wanted any more is worth leaving out. Locked while it is open.</summary>
/// <remarks>Not for several threads at once.</remarks>
public sealed class SpoolFile : IDisposable
{
    public const long StandardBound = 256L << 20;

    /// <summary>Room that there must be before a block begins; most results have a few KiB, nearly all of it their histogram.</summary>
    private const int Reserve = 64 << 10;

    private const long WorthCompacting = 1 << 20;

    private static readonly byte[] Header = "actorbench spool 1\n"u8.ToArray();

    private readonly string _path;
    private readonly long _bound;
    private readonly List<string> _notes = [];
    private readonly OrderedDictionary<AttemptKey, byte[]> _records = [];
    private readonly List<EndpointReplies.IEndpointReply> _loaded = [];
    private FileStream _file;
    private long _length;
    private long _wanted;

    private SpoolFile(string path, long bound)
    {
        (_path, _bound) = (path, bound);
        _file = OpenLocked(path, FileMode.OpenOrCreate);
    }

    /// <summary>What was found in the file and can't be used, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>As they were in the file when it was opened, oldest first.</summary>
    public IReadOnlyList<EndpointReplies.IEndpointReply> Loaded => _loaded;

    /// <summary>Bytes of the file.</summary>
    public long Length => _length;

    /// <param name="bound">Bytes that the file may have.</param>
    /// <exception cref="IOException">It can't be read or written, or another process has it.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be.</exception>
    public static SpoolFile Open(string path, long bound = StandardBound)
    {
        var spool = new SpoolFile(path, bound);
        try
        {
            spool.Load();
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>The result is on disk when this returns.</summary>
    /// <exception cref="IOException">It is not: no room, or a fault of the disk.</exception>
    public void Append(EndpointReplies.IEndpointReply result)
    {
        var record = SpoolCodec.Encode(result);
        MakeRoom(record.Length);
        Write(record, durably: true);
        _records[SpoolCodec.KeyOf(result)] = record;
        _wanted += record.Length;
    }

    /// <summary>What is lost of this by a crash costs nothing: the result is offered once more, and forgotten then.</summary>
    public void Forget(AttemptKey key)
    {
        if (!_records.Remove(key, out var record)) return;
        _wanted -= record.Length;
        if (_records.Count == 0)
        {
            Cut(Header.Length);
            return;
        }

        var more = SpoolCodec.Forget(key);
        if (_length + more.Length - _wanted > Math.Max(WorthCompacting, _wanted) || _length + more.Length > _bound) Compact();
        else Write(more, durably: false);
    }

    /// <summary>Makes sure that one more result will find room.</summary>
    /// <exception cref="IOException">It won't.</exception>
    public void Probe()
    {
        MakeRoom(Reserve);
        var end = _length;
        Write(new byte[Reserve], durably: true);
        Cut(end);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream OpenLocked(string path, FileMode mode) => new(path, new FileStreamOptions
    {
        Mode = mode,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
        BufferSize = 0,
    });

    private void Load()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        if (bytes.Length >= Header.Length && !bytes.AsSpan().StartsWith(Header))
        {
            SetAside();
            bytes = [];
        }

        if (bytes.Length < Header.Length)
        {
            // New, or not yet begun when its agent died.
            Cut(0);
            Write(Header, durably: true);
            return;
        }

        _length = Header.Length + Read(bytes.AsSpan(Header.Length));
        if (bytes.Length == _length) return;
        _notes.Add($"The last {bytes.Length - _length} B of the spool {_path} are no whole record, as an agent leaves one that dies writing it; they are cut off.");
        Cut(_length);
    }

    /// <returns>Bytes up to the end of the last whole record.</returns>
    private long Read(ReadOnlySpan<byte> rest)
    {
        var results = new OrderedDictionary<AttemptKey, EndpointReplies.IEndpointReply>();
        var (end, at, damaged) = (0, 0, 0);
        while (SpoolRecord.LengthOf(rest[at..]) is { } length)
        {
            var record = rest.Slice(at, length);
            at += length;
            if (!SpoolRecord.IsWhole(record))
            {
                damaged++;
                continue;
            }

            end = at;
            switch (SpoolCodec.Decode(record))
            {
                case EndpointReplies.IEndpointReply result:
                    results[SpoolCodec.KeyOf(result)] = result;
                    _records[SpoolCodec.KeyOf(result)] = record.ToArray();
                    break;
                case AttemptKey key:
                    results.Remove(key);
                    _records.Remove(key);
                    break;
                default: damaged++; break;
            }
        }

        // What follows the last whole record is told of as its torn end.
        if (damaged > 0 && end > 0) _notes.Add($"{damaged} of the records in the spool {_path} are damaged, or another build's; they are left out.");
        _loaded.AddRange(results.Values);
        _wanted = _records.Values.Sum(record => (long)record.Length);
        return end;
    }

    private void SetAside()
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{_path}.{DateTime.UtcNow:yyyyMMddTHHmmssfff}");
        File.Move(_path, aside);
        _file.Dispose();
        _file = OpenLocked(_path, FileMode.CreateNew);
        _notes.Add($"The spool {_path} is of a form that this build does not know; it was set aside as {aside}.");
    }

    /// <summary>A file with what is wanted alone takes this one's place. On the usual file systems its own fsync takes its name along.</summary>
    private void Compact()
    {
        var next = $"{_path}.next";
        var file = OpenLocked(next, FileMode.Create);
        try
        {
            file.Write(Header);
            foreach (var record in _records.Values) file.Write(record);
            file.Flush(flushToDisk: true);
            File.Move(next, _path, overwrite: true);
        }
        catch
        {
            file.Dispose();
            File.Delete(next);
            throw;
        }

        _file.Dispose();
        (_file, _length) = (file, file.Length);
    }

    private void MakeRoom(int bytes)
    {
        if (_length + bytes > _bound && _length > Header.Length + _wanted) Compact();
    }

    private void Write(ReadOnlySpan<byte> bytes, bool durably)
    {
        if (_length + bytes.Length > _bound) throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it has reached its bound of {_bound} B"));
        try
        {
            _file.Position = _length;
            _file.Write(bytes);
            if (durably) _file.Flush(flushToDisk: true);
            _length += bytes.Length;
        }
        catch (IOException)
        {
            // What is half there must not stand before the next record.
            Cut(_length);
            throw;
        }
    }

    private void Cut(long length)
    {
        _file.SetLength(length);
        _length = length;
    }
}
