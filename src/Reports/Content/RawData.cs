using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ActorBench.Campaigns.Plans;
using ActorBench.Journal;

namespace ActorBench.Reports.Content;

/// <summary>The rows that every figure of a report is made of, as <c>export</c> writes them.</summary>
public sealed class RawData
{
    private RawData(byte[] csv, byte[] json, int rows)
    {
        (Csv, Json, Rows) = (csv, json, rows);
        (CsvSha256, JsonSha256) = (Sha256(csv), Sha256(json));
    }

    public byte[] Csv { get; }

    public byte[] Json { get; }

    public int Rows { get; }

    public string CsvSha256 { get; }

    public string JsonSha256 { get; }

    /// <summary>The CSV packed by gzip, for a page that carries its own data.</summary>
    public byte[] PackedCsv()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(Csv);
        return packed.ToArray();
    }

    public static RawData Of(CampaignRecord record, CampaignPlan plan)
    {
        var rows = AttemptRows.From(record, plan);
        using var csv = new StringWriter();
        RowsCsv.Write(csv, rows);
        using var json = new StringWriter();
        RowsJson.Write(json, rows);
        return new RawData(Encoding.UTF8.GetBytes(csv.ToString()), Encoding.UTF8.GetBytes(json.ToString()), rows.Count);
    }

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
