using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ActorBench.EndToEnd.Tests.Loopback;

[Collection("no labs")]
public sealed class FinishedCampaignSpecs(FinishedCampaign campaign) : IClassFixture<FinishedCampaign>
{
    /// <summary>Of the platform that loopback has: three cells of three repetitions.</summary>
    private const int Measured = 9;

    private readonly Place _place = campaign.Place;

    [Fact]
    public void It_ends_well_with_tables_on_stdout_and_progress_on_stderr()
    {
        campaign.Run.Expect(0);
        Assert.Contains("CV %", campaign.Run.Output, StringComparison.Ordinal);
        Assert.Contains("native", campaign.Run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("18/18", campaign.Run.Output, StringComparison.Ordinal);
        Assert.Contains("18/18", campaign.Run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_status_and_rows_agree()
    {
        var plan = Outcome.Json((await Actorbench.Run(_place, "plan", campaign.File, "--lab", "loopback", "-o", "json")).Expect(0).Output);
        var outcome = await Outcome.Of(_place);

        Assert.Equal(2 * Measured, plan.GetProperty("trials").GetInt32());
        Assert.Equal(plan.GetProperty("plan_hash").GetString(), outcome.Status.GetProperty("plan_hash").GetString());
        Assert.Equal($"{plan.GetProperty("campaign").GetString()}-1", outcome.Status.GetProperty("campaign").GetString());
        Assert.Equal(plan.GetProperty("cells").GetInt32(), outcome.Status.GetProperty("cells").GetArrayLength());
        Assert.Equal("done", outcome.State);
        outcome.Agrees(planned: 2 * Measured, unsupported: Measured);
    }

    [Fact]
    public async Task What_the_lab_cannot_run_is_unsupported_with_its_reason()
    {
        var outcome = await Outcome.Of(_place);

        Assert.Equal(Measured, outcome.Status.GetProperty("unsupported").GetInt32());
        Assert.DoesNotContain(outcome.Rows, row => row["platform"] == "bridge");
        Assert.All(
            outcome.Status.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("platform").GetString() == "bridge"),
            cell => Assert.Contains("--lab netns", cell.GetProperty("unsupported").GetString(), StringComparison.Ordinal));
        Assert.Contains("unsupported", campaign.Run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_three_exports_say_the_same()
    {
        var rows = Row.Parse((await Actorbench.Run(_place, "export", "-o", "csv")).Expect(0).Output);
        var json = Outcome.Json((await Actorbench.Run(_place, "export", "-o", "json")).Expect(0).Output).EnumerateArray().ToArray();
        var lines = (await Actorbench.Run(_place, "export", "-o", "jsonl")).Expect(0).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Outcome.Json).ToArray();

        Assert.Equal(Measured, rows.Count);
        Assert.Equal(rows.Select(row => row.Values), json.Select(Values));
        Assert.Equal(rows.Select(row => row.Values), lines.Select(Values));
    }

    [Fact]
    public async Task It_verifies_and_a_row_that_was_changed_afterwards_is_named()
    {
        Assert.Contains("are as they were written", (await Actorbench.Run(_place, "verify")).Expect(0).Output, StringComparison.Ordinal);

        var copy = Path.Combine(_place.Folder, "changed.db");
        var (campaignId, trial) = Changed(copy);
        var verdict = (await Actorbench.Run(_place, "verify", "--store", copy)).Expect(4);
        Assert.StartsWith($"trial {trial}, event ", verdict.Output, StringComparison.Ordinal);
        Assert.Contains("its checksum is another", verdict.Output, StringComparison.Ordinal);

        Assert.Contains("was not deleted", (await Actorbench.Run(_place, "delete", campaignId, "--store", copy)).Expect(2).Errors, StringComparison.Ordinal);
        (await Actorbench.Run(_place, "delete", campaignId, "--yes", "--store", copy)).Expect(0);
        Assert.Contains("no campaign yet", (await Actorbench.Run(_place, "status", "--store", copy)).Expect(2).Errors, StringComparison.Ordinal);
    }

    /// <summary>A copy of the store in which one byte of one accepted trial is another.</summary>
    private (string Campaign, int Trial) Changed(string copy)
    {
        using (var reader = new SqliteConnection($"Data Source={_place.Store};Mode=ReadOnly;Pooling=False"))
        using (var writer = new SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            reader.Open();
            writer.Open();
            reader.BackupDatabase(writer);
            using var command = writer.CreateCommand();
            command.CommandText = """
                UPDATE journal SET message = CAST(replace(CAST(message AS TEXT), '"elapsedNs":', '"elapsedNs":1') AS BLOB)
                WHERE ordering = (SELECT MIN(ordering) FROM journal WHERE manifest = 'trial-recorded:1')
                """;
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        using var store = Journal.StoreReader.Open(Journal.StoreAddress.File(_place.Store));
        var campaign = store.Campaigns()[0];
        return (campaign.Value, store.Read(campaign)!.TrialEvents.First(e => e is Messages.Pairs.PairEvents.TrialRecorded).Spec.Number);
    }

    [Fact]
    public async Task Its_report_is_the_same_in_every_byte_when_it_is_made_again()
    {
        _place.Environment["SOURCE_DATE_EPOCH"] = "1795435200";
        var first = (await Actorbench.Run(_place, "report", "--out", "first")).Expect(0);
        (await Actorbench.Run(_place, "report", "--out", "second")).Expect(0);

        Assert.Contains("first/report.html\n", first.Output, StringComparison.Ordinal);
        Assert.Contains("first/SHA256SUMS\n", first.Output, StringComparison.Ordinal);
        var sums = File.ReadAllText(Path.Combine(_place.Folder, "first", "SHA256SUMS"));
        Assert.Equal(sums, File.ReadAllText(Path.Combine(_place.Folder, "second", "SHA256SUMS")));
        Assert.Equal((await Actorbench.Run(_place, "export", "-o", "csv")).Expect(0).Output, File.ReadAllText(Path.Combine(_place.Folder, "first", "rows.csv")));
    }

    [Fact]
    public async Task One_format_can_go_to_standard_output_and_what_cannot_be_written_is_one_sentence()
    {
        Assert.StartsWith("## small-", (await Actorbench.Run(_place, "report", "--md", "-")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Single((await Actorbench.Run(_place, "report", "--html", "no/such/folder/report.html")).Expect(74).ErrorLines);
        Assert.Single((await Actorbench.Run(_place, "report", "--md", "-", "--latex", "-")).Expect(2).ErrorLines);
        Assert.Empty(Directory.GetFiles(_place.Folder, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task To_resume_it_says_that_it_is_finished()
    {
        var resumed = (await Actorbench.Run(_place, "resume")).Expect(0);

        Assert.Contains("is finished: 9 of 18 trials accepted, 9 unsupported here", resumed.Output, StringComparison.Ordinal);
        Assert.Empty(resumed.Errors);
        Assert.Equal(Measured, (await Outcome.Of(_place)).Rows.Count);
    }

    [Fact]
    public async Task The_store_alone_lists_it_and_tells_its_status()
    {
        var list = (await Actorbench.Run(_place, "list", "-o", "json")).Expect(0);
        var status = (await Actorbench.Run(_place, "status")).Expect(0);
        var table = (await Actorbench.Run(_place, "list")).Expect(0);

        var line = Assert.Single(Outcome.Json(list.Output).EnumerateArray());
        Assert.Equal((18, 9, "done"), (line.GetProperty("planned").GetInt32(), line.GetProperty("accepted").GetInt32(), line.GetProperty("state").GetString()));
        Assert.Contains(line.GetProperty("campaign").GetString()!, table.Output, StringComparison.Ordinal);
        Assert.Contains("18 of 18 trials", status.Output, StringComparison.Ordinal);
        Assert.Contains("native", status.Output, StringComparison.Ordinal);
        Assert.Empty(list.Errors + status.Errors + table.Errors);
    }

    [Fact]
    public async Task A_campaign_that_the_store_does_not_know_is_refused_in_one_line()
    {
        foreach (var command in (string[])["status", "export", "report", "resume"])
        {
            var refused = (await Actorbench.Run(_place, command, "nobody-123456-1")).Expect(2);
            Assert.Contains("nobody-123456-1", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, string> Values(JsonElement row) =>
        row.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => field.Value.GetString()!,
            _ => field.Value.GetRawText(),
        });
}
