using System.Globalization;
using ActorBench.HostNode.Labs.Standing;

namespace ActorBench.Cli.Labs.Standing;

/// <summary>A coordinator of this machine that will not answer again: it lived in a lab's keeper or in a run, and that is no more.</summary>
/// <param name="Sentence">What became of it.</param>
/// <param name="Store">Where its campaigns are; null where that is not known.</param>
internal sealed record GoneLab(string Sentence, string? Store)
{
    /// <param name="socket">File where it answered.</param>
    /// <returns>Null while it may live, or another has come in its place.</returns>
    public static GoneLab? Of(string socket)
    {
        socket = Path.GetFullPath(socket);
        var there = File.Exists(socket);
        if (there && !CommandSocket.IsDead(socket)) return null;
        if (LabFolder.Standard.All().FirstOrDefault(lab => lab.Record.Socket == socket) is { } found)
        {
            var record = found.Record;
            if (found.HasEnded) return new($"Lab {record.Name} has ended: {record.Reason}", record.Store);
            return found.Alive ? null : new($"Lab {record.Name} is dead: its keeper (process {record.Pid.ToString(CultureInfo.InvariantCulture)}) was killed.", record.Store);
        }

        return new(there ? $"Nobody is left behind unix:{socket}: its lab or its run was killed." : $"unix:{socket} is gone: its lab was taken down, or its run has ended.", StoreOf(socket));
    }

    private static string? StoreOf(string socket)
    {
        var store = Path.ChangeExtension(socket, null);
        return File.Exists(store) ? store : null;
    }
}
