using System.Globalization;

namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class DescriptorsCheck : IMachineCheck
{
    private const string Line = "Max open files";
    private const long Least = 256;
    private const long Enough = 1024;

    public string Id => "descriptors";

    public Finding Look(Patient patient)
    {
        var limit = patient.Files.Lines("/proc/self/limits").FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal))?[Line.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        if (limit is null or "unlimited" || !long.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var files))
            return this.Ok($"open files a process: {limit ?? "unknown"}");
        var evidence = $"open files a process: {files}";
        return files < Least ? this.Blocking(evidence, "ulimit -n 4096")
            : files < Enough ? this.Warning(evidence, "ulimit -n 4096")
            : this.Ok(evidence);
    }
}
