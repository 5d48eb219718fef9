using System.Text.Json;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Journal;

/// <summary>One stored event that is not as it was written.</summary>
/// <param name="Trial">The trial that it tells of, where that can still be read or follows from its neighbours.</param>
/// <param name="What">One sentence without place.</param>
public sealed record StoreProblem(string PersistenceId, long SequenceNr, int? Trial, string What)
{
    public override string ToString() => $"{(Trial is { } trial ? $"trial {trial}, " : "")}event {SequenceNr} of {PersistenceId}: {What}";
}

/// <summary>Reads a campaign past its damage, to say all of what is wrong and not only the first of it.</summary>
public static class StoreInspector
{
    /// <returns>What can be read, null where not even the campaign's start can; and every event that can't, or is not there.</returns>
    public static (CampaignRecord? Record, IReadOnlyList<StoreProblem> Problems) Inspect(StoreReader reader, CampaignId campaign)
    {
        var problems = new List<StoreProblem>();
        var own = Read<ICampaignEvent>(reader, PersistenceIds.Campaign(campaign), problems);
        var pairs = reader.PairsOf(campaign).Select(pair => new PairRecord(pair, Read<IPairEvent>(reader, PersistenceIds.Pair(campaign, pair), problems))).ToList();
        var record = own is [(1, CampaignEvents.CampaignStarted started), ..] ? new CampaignRecord(started, own, pairs) : null;
        return (record, problems);
    }

    private static List<(long SequenceNr, T Event)> Read<T>(StoreReader reader, string persistenceId, List<StoreProblem> problems)
        where T : class
    {
        var events = new List<(long, T)>();
        var (expected, lastTrial) = (1L, 0);
        foreach (var row in reader.Rows(persistenceId, 0))
        {
            for (; expected < row.SequenceNr; expected++) problems.Add(new StoreProblem(persistenceId, expected, null, "it is missing"));
            expected = row.SequenceNr + 1;
            try
            {
                if (reader.Decode(persistenceId, row, TrialDetail.Whole) is not T e)
                {
                    problems.Add(new StoreProblem(persistenceId, row.SequenceNr, null, $"a {row.Manifest} does not belong there"));
                    continue;
                }

                if (e is ITrialEvent trial) lastTrial = trial.Spec.Number;
                if (!PayloadSeal.IsSealed(row.Message)) problems.Add(new StoreProblem(persistenceId, row.SequenceNr, (e as ITrialEvent)?.Spec.Number, "it has no checksum"));
                events.Add((row.SequenceNr, e));
            }
            catch (Exception e) when (e is StoreCorruptException or UnknownManifestException)
            {
                var number = TrialOf(row) ?? (row.Manifest == JournalManifests.TrialRecorded ? lastTrial + 1 : null);
                problems.Add(new StoreProblem(persistenceId, row.SequenceNr, number, $"{(e.InnerException ?? e).Message}"));
            }
        }

        return events;
    }

    /// <summary>A changed payload often still says which trial it is about.</summary>
    private static int? TrialOf(StoredRow row)
    {
        try
        {
            var json = new Utf8JsonReader(row.Message);
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("trial"u8)) return json.Read() && json.TryGetInt32(out var trial) ? trial : null;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Then its neighbours have to say.
        }

        return null;
    }
}
