using System.Security.Cryptography;
using System.Text;
using ActorBench.Journal;
using ActorBench.Messages.Plans;

namespace ActorBench.Cli;

/// <summary>Where campaigns are stored, and where the process that writes there answers.</summary>
internal sealed record StorePlace(StoreAddress Address)
{
    private const string DefaultPath = ".actorbench/store.db";

    /// <summary>Bytes in a socket's address, without the closing zero.</summary>
    private const int LongestSocketPath = 107;

    /// <summary>The flag, else ACTORBENCH_STORE, else .actorbench/store.db under the current folder.</summary>
    public static StorePlace Of(string? flag) =>
        new(StoreAddress.Parse(flag ?? Environment.GetEnvironmentVariable("ACTORBENCH_STORE") ?? DefaultPath));

    /// <summary>Null for a database elsewhere.</summary>
    public string? FilePath => (Address as StoreAddress.SqliteFile)?.Path;

    public string SocketPath
    {
        get
        {
            if (FilePath is { } file && Encoding.UTF8.GetByteCount(file + ".sock") <= LongestSocketPath) return file + ".sock";
            var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Address}")))[..16];
            return Path.Combine(Path.GetTempPath(), $"actorbench-{name}.sock");
        }
    }

    /// <summary>Where a detached run writes what it would print.</summary>
    public string LogPath => (FilePath ?? Path.GetFullPath(DefaultPath)) + ".log";

    /// <summary>Where a standing lab writes what its nodes have to say.</summary>
    public string LabLogPath(string lab) => $"{FilePath ?? Path.GetFullPath(DefaultPath)}.lab-{lab}.log";

    /// <summary>Fails at once for a store that the journal could only fail to write again and again.</summary>
    /// <exception cref="StoreException">It is a folder, or no store.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void RefuseUnusable()
    {
        if (FilePath is not { } file || !Path.Exists(file)) return;
        using (StoreReader.Open(Address))
        using (new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
        }
    }

    /// <summary>A file that is not there yet.</summary>
    public bool IsMissing => FilePath is { } file && !File.Exists(file);

    public bool Has(CampaignId campaign)
    {
        if (IsMissing) return false;
        using var reader = StoreReader.Open(Address);
        return reader.Campaigns().Contains(campaign);
    }

    /// <summary>The campaign asked for, or the newest one.</summary>
    public CampaignId Choose(StoreReader reader, string? id)
    {
        var all = reader.Campaigns();
        if (all.Count == 0) throw new CommandFailedException(ExitCode.Usage, $"The store holds no campaign yet; make one with: {NextCommand.Of("run", this)}");
        if (id is null) return all[0];
        return all.Contains(new CampaignId(id))
            ? new CampaignId(id)
            : throw new CommandFailedException(ExitCode.Usage, $"There is no campaign '{id}' in the store; see those that are with: {NextCommand.Of("list", this)}");
    }
}
