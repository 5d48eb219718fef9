using System.Globalization;

namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class StoreCheck : IMachineCheck
{
    private const long LeastBytes = 100L << 20;
    private const long EnoughBytes = 1L << 30;

    public string Id => "store";

    public Finding Look(Patient patient)
    {
        if (patient.StorePath is not { } path) return this.Ok("the store is a database, with its server's disk");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above) folder = above;
        try
        {
            return Judge(new DriveInfo(folder).AvailableFreeSpace, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return this.Warning($"the space left in {folder} can't be read: {e.Message}", "--store on another disk, or ACTORBENCH_STORE");
        }
    }

    internal Finding Judge(long free, string folder)
    {
        var evidence = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1 << 30):0.0} GiB left in {folder}; a trial takes some 3 KB");
        return free < LeastBytes ? this.Blocking(evidence, "make room, or --store on another disk")
            : free < EnoughBytes ? this.Warning(evidence, "make room, or --store on another disk")
            : this.Ok(evidence);
    }
}
