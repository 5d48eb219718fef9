using System.Security.Cryptography;
using System.Text;
using ActorBench.Journal;
using ActorBench.Messages.Plans;

namespace ActorBench.Cli;

/// <summary>Where campaigns are stored, and where the process that writes there answers.</summary>
internal sealed record StorePlace(string Path)
{
    /// <summary>Bytes in a socket's address, without the closing zero.</summary>
    private const int LongestSocketPath = 107;

    /// <summary>The flag, else ACTORBENCH_STORE, else .actorbench/store.db under the current folder.</summary>
    public static StorePlace Of(string? flag) =>
        new(System.IO.Path.GetFullPath(flag ?? Environment.GetEnvironmentVariable("ACTORBENCH_STORE") ?? ".actorbench/store.db"));

    public string SocketPath
    {
        get
        {
            var beside = Path + ".sock";
            if (Encoding.UTF8.GetByteCount(beside) <= LongestSocketPath) return beside;
            var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path)))[..16];
            return System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"actorbench-{name}.sock");
        }
    }

    /// <summary>Fails at once for a store that the journal could only fail to write again and again.</summary>
    /// <exception cref="StoreException">It is a folder, or no store.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void RefuseUnusable()
    {
        if (!System.IO.Path.Exists(Path)) return;
        using (StoreReader.Open(Path))
        using (new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
        }
    }

    public bool Has(CampaignId campaign)
    {
        if (!File.Exists(Path)) return false;
        using var reader = StoreReader.Open(Path);
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
