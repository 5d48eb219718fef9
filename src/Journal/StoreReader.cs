using System.Data.Common;
using System.Runtime.ExceptionServices;
using ActorBench.Messages.Audit;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using Microsoft.Data.Sqlite;

namespace ActorBench.Journal;

/// <summary>Reads a store without Akka, beside a writer or alone. It changes no event and never makes a store.</summary>
public sealed class StoreReader : IDisposable
{
    private const int SqliteBusy = 5;
    private const int SqliteReadOnly = 8;
    private const int SqliteCantOpen = 14;

    private readonly DbConnection _connection;
    private readonly StoreAddress _store;
    private bool _hasTable;

    private StoreReader(DbConnection connection, StoreAddress store)
    {
        _connection = connection;
        _store = store;
    }

    /// <exception cref="StoreException">It is not there, can't be reached, or is no store.</exception>
    public static StoreReader Open(StoreAddress store)
    {
        if (store is not StoreAddress.SqliteFile file) return Open(StoreConnections.ForReading(store), store);
        if (Directory.Exists(file.Path)) throw new StoreCorruptException(store, "it is a folder");
        if (!File.Exists(file.Path)) throw new StoreMissingException(store);
        try
        {
            return Open(StoreConnections.ForReading(store), store);
        }
        catch (StoreException e) when (e.InnerException is SqliteException { SqliteErrorCode: SqliteCantOpen or SqliteReadOnly } && !File.Exists(file.Path + "-wal"))
        {
            // A folder that cannot be written has no room for SQLite's shared memory, and no writer either: an archive.
            return Open(StoreConnections.ForReadingArchive(file), store);
        }
    }

    /// <returns>The campaign started last comes first.</returns>
    public IReadOnlyList<CampaignId> Campaigns() => Guard<IReadOnlyList<CampaignId>>(() =>
        HasTable() ? [.. JournalSql.ReadCampaignIds(_connection).Select(PersistenceIds.ParseCampaign)] : []);

    /// <summary>The campaigns that are neither finished nor cancelled, the one started last first.</summary>
    public IReadOnlyList<CampaignId> OpenCampaigns() => Guard<IReadOnlyList<CampaignId>>(() =>
    {
        if (!HasTable()) return [];
        var over = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, manifest) in JournalSql.ReadCampaignEnds(_connection))
        {
            if (JournalManifests.All[manifest] != typeof(CampaignEvents.CampaignRetried)) over.Add(id);
            else over.Remove(id);
        }

        return [.. JournalSql.ReadCampaignIds(_connection).Where(id => !over.Contains(id)).Select(PersistenceIds.ParseCampaign)];
    });

    /// <summary>The first event of a campaign; null where the store does not know it.</summary>
    public CampaignEvents.CampaignStarted? Started(CampaignId campaign) => Guard(() =>
        Rows(PersistenceIds.Campaign(campaign), 0).Select(row => Decode(PersistenceIds.Campaign(campaign), row, TrialDetail.Whole)).FirstOrDefault()
            as CampaignEvents.CampaignStarted);

    /// <summary>Everything about one campaign as of one moment; null where the store does not know it.</summary>
    /// <param name="marks">The last sequence number of each pair that the caller has already; what follows is read. Null reads all.</param>
    public CampaignRecord? Read(
        CampaignId campaign, TrialDetail detail = TrialDetail.WithoutHistogram, IReadOnlyDictionary<string, long>? marks = null) => Guard(() =>
    {
        using var moment = StoreConnections.Moment(_connection);
        var events = Events<ICampaignEvent>(PersistenceIds.Campaign(campaign), 0, detail);
        if (events.Count == 0) return null;
        if (events[0].Event is not CampaignEvents.CampaignStarted started)
            throw new StoreCorruptException(_store, $"campaign {campaign} begins with {events[0].Event.GetType().Name}");

        // A pair writes nothing before its first grant is stored, so the grants name every pair.
        var pairs = events.Select(e => e.Event).OfType<CampaignEvents.BlockGranted>().Select(e => e.Pair).Distinct().ToList();
        var wanted = pairs.Select(pair => (Id: PersistenceIds.Pair(campaign, pair), After: marks?.GetValueOrDefault($"{pair}") ?? 0)).ToList();
        var byId = wanted.ToDictionary(one => one.Id, _ => new List<(long, IPairEvent)>(), StringComparer.Ordinal);
        foreach (var (id, number, happened) in Decoded(JournalSql.ReadEvents(_connection, wanted), detail)) byId[id].Add((number, happened));
        return new CampaignRecord(started, events, [.. pairs.Select(pair => new PairRecord(pair, byId[PersistenceIds.Pair(campaign, pair)]))]);
    });

    /// <summary>As <see cref="Read"/>, with the starts of guests, which stand in the journals of the hosts among all that those did for others.</summary>
    public CampaignRecord? ReadWithStarts(CampaignId campaign) => Read(campaign) is { } record ? record with { Starts = Guard(() => StartsOf(record)) } : null;

    private static DateTimeOffset EndOf(ICampaignEvent last) => last switch
    {
        CampaignEvents.CampaignFinished finished => finished.At,
        CampaignEvents.CampaignCancelled cancelled => cancelled.At,
        _ => DateTimeOffset.MaxValue,
    };

    /// <summary>By the wall clock, as hosts know nothing of campaigns.</summary>
    private List<HostEvents.GuestRegistered> StartsOf(CampaignRecord record)
    {
        var to = EndOf(record.Events[^1].Event);
        var hosts = record.Pairs.SelectMany(one => (string[])[one.Pair.Initiator, one.Pair.Responder]).Distinct().Select(PersistenceIds.Host);
        return [.. hosts.SelectMany(host => JournalSql.ReadEvents(_connection, host, typeof(HostEvents.GuestRegistered)).Select(row => Event<HostEvents.GuestRegistered>(host, row, TrialDetail.Whole))).Where(start => start.At <= to)];
    }

    /// <summary>On all processors, in the order of the rows: a long campaign's first answer waits for little else than for this.</summary>
    private List<(string Id, long SequenceNr, IPairEvent Event)> Decoded(IEnumerable<(string Id, StoredRow Row)> rows, TrialDetail detail)
    {
        try
        {
            return [.. rows.AsParallel().AsOrdered().Select(one => (one.Id, one.Row.SequenceNr, Event<IPairEvent>(one.Id, one.Row, detail)))];
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
            throw;
        }
    }

    /// <summary>Pairs with events of this campaign, whatever its own journal says.</summary>
    internal IReadOnlyList<PairId> PairsOf(CampaignId campaign) => Guard<IReadOnlyList<PairId>>(() =>
        HasTable() ? [.. JournalSql.ReadPairIds(_connection, campaign).Select(id => PersistenceIds.ParsePair(id).Pair)] : []);

    /// <summary>A pair's events in order, from a sequence number on.</summary>
    public IEnumerable<(long SequenceNr, IPairEvent Event)> PairEvents(
        CampaignId campaign, PairId pair, long fromSequenceNr, TrialDetail detail = TrialDetail.WithoutHistogram) =>
        Guard(() => Events<IPairEvent>(PersistenceIds.Pair(campaign, pair), fromSequenceNr, detail));

    /// <summary>Every host with a journal, by name.</summary>
    public IReadOnlyList<string> Hosts() => Guard<IReadOnlyList<string>>(() =>
        HasTable() ? [.. JournalSql.ReadHostIds(_connection).Select(PersistenceIds.ParseHost)] : []);

    /// <summary>A host's events in order.</summary>
    public IReadOnlyList<IHostEvent> HostEvents(string host) =>
        Guard(() => Events<IHostEvent>(PersistenceIds.Host(host), 0, TrialDetail.Whole).ConvertAll(e => e.Event));

    /// <summary>What operators have ordered of a subject, in order.</summary>
    public IReadOnlyList<Operated> Operations(string subject) =>
        Guard(() => Events<Operated>(PersistenceIds.Audit(subject), 0, TrialDetail.Whole).ConvertAll(e => e.Event));

    public void Dispose() => _connection.Dispose();

    private static StoreReader Open(DbConnection connection, StoreAddress store)
    {
        var reader = new StoreReader(connection, store);
        try
        {
            // SQLite opens any file and looks into it with the first query; a foreign file is to be refused here.
            return reader.Guard(() =>
            {
                connection.Open();
                reader.HasTable();
                return reader;
            });
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>A table that is there once stays.</summary>
    private bool HasTable() => _hasTable = _hasTable || JournalSql.HasTable(_connection);

    private List<(long SequenceNr, T Event)> Events<T>(string persistenceId, long from, TrialDetail detail)
    {
        var events = new List<(long, T)>();
        foreach (var row in Rows(persistenceId, from)) events.Add((row.SequenceNr, Event<T>(persistenceId, row, detail)));
        return events;
    }

    private T Event<T>(string persistenceId, StoredRow row, TrialDetail detail) =>
        Decode(persistenceId, row, detail) is T e
            ? e
            : throw new StoreCorruptException(_store, $"{persistenceId} holds a {row.Manifest}, which does not belong there");

    internal IEnumerable<StoredRow> Rows(string persistenceId, long from) =>
        HasTable() ? JournalSql.ReadEvents(_connection, persistenceId, from) : [];

    internal object Decode(string persistenceId, StoredRow row, TrialDetail detail)
    {
        if (row.Identifier != JournalManifests.SerializerId)
        {
            throw new StoreCorruptException(
                _store, $"event {row.SequenceNr} of {persistenceId} ('{row.Manifest}') was written by serializer {row.Identifier}, not by ActorBench");
        }

        try
        {
            return row.Manifest == JournalManifests.TrialRecorded
                ? JournalCodec.DecodeTrial(row.Message, detail)
                : JournalCodec.Decode(row.Manifest, row.Message);
        }
        catch (CorruptEventException e)
        {
            throw new StoreCorruptException(_store, $"event {row.SequenceNr} of {persistenceId} ('{row.Manifest}') is damaged", e);
        }
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SqliteBusy)
        {
            throw new StoreBusyException(_store, e);
        }
        catch (DbException e)
        {
            if (e is not SqliteException && StoreFault.Of(e) is { } fault) throw new StoreFaultException(_store, fault, e);
            throw new StoreCorruptException(_store, $"it is damaged or no store of ActorBench ({e.Message.TrimEnd('.')})", e);
        }
    }
}
