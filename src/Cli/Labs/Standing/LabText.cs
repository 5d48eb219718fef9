using System.Globalization;
using ActorBench.Coordinator.Commands;
using ActorBench.Reports;

namespace ActorBench.Cli.Labs.Standing;

/// <summary>Labs for people.</summary>
internal static class LabText
{
    private static readonly CommandColumn<LabHostView>[] Columns =
    [
        new("host", host => host.Host.Name),
        new("state", host => host.State),
        new("platforms", host => host.Platforms),
        new("data", host => host.Host.DataAddress),
        new("management", host => host.Host.ManagementAddress),
        new("place", host => host.Host.Place),
    ];

    public static void Write(TextWriter output, LabView lab)
    {
        foreach (var line in Lines(lab)) output.Write($"{line}\n");
    }

    /// <param name="leftovers">Names of namespaces of killed labs begin with these.</param>
    public static void Write(TextWriter output, IReadOnlyList<LabView> labs, IReadOnlyList<string> leftovers)
    {
        if (labs.Count == 0) output.Write("No lab stands.\n");
        for (var i = 0; i < labs.Count; i++)
        {
            if (i > 0) output.Write('\n');
            Write(output, labs[i]);
        }

        if (leftovers.Count > 0) output.Write($"{(labs.Count > 0 ? "\n" : "")}Killed labs and runs have left namespaces ({string.Join(", ", leftovers)}); the next lab or run removes them, and so does: {NextCommand.Of("lab down --all")}\n");
    }

    private static IEnumerable<string> Lines(LabView lab)
    {
        var record = lab.Record;
        yield return $"{record.Name} · {lab.State} · since {record.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC · process {record.Pid.ToString(CultureInfo.InvariantCulture)}";
        var left = lab.Left.Count == 0 ? "nothing but its name" : string.Join(", ", lab.Left);
        if (lab.State == LabView.Dead)
            yield return $"its keeper was killed; left: {left}; remove it with: {NextCommand.Of($"lab down {record.Name}")}";
        if (lab.State == LabView.Ended)
            yield return $"{Words.Inert(record.Reason ?? "")} Left: {left}; forget it with: {NextCommand.Of($"lab down {record.Name}")}";
        if (record.Facts.Count > 0) yield return Words.Inert(string.Join(", ", Wire(record.Facts)));
        foreach (var line in CommandTable.Lines(json: false, Columns, lab.Hosts, "no hosts yet")) yield return line;
        if (lab.State is not (LabView.Dead or LabView.Ended))
            yield return $"at work    {(lab.Work.Count == 0 ? "nothing" : string.Join("; ", lab.Work.Select(work => $"{Words.Inert(work.Campaign)} ({work.State}, {Words.Thousands(work.Accepted)} of {Words.Thousands(work.Planned)} trials)")))}";
        yield return $"commands   unix:{record.Socket}";
        if (record.Agents is { } agents) yield return $"agents     {agents}";
        yield return $"store      {record.Store}";
        yield return $"log        {record.Log}";
    }

    private static IEnumerable<string> Wire(IReadOnlyDictionary<string, string> facts)
    {
        foreach (var key in (string[])["kind", "machines", "wire", "rate", "mtu", "cpus"])
            if (facts.TryGetValue(key, out var value))
                yield return $"{key} {value}";
    }
}
