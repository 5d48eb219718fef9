namespace ActorBench.HostNode.Labs.Standing;

/// <summary>The right of one keeper to a lab's name; it ends with the process. Disposed, it leaves nothing of the name but a last word.</summary>
public sealed class LabName : IDisposable
{
    private readonly FileStream _held;
    private readonly string _record;
    private bool _said;

    internal LabName(FileStream held, string record) => (_held, _record) = (held, record);

    private string Draft => _record + ".new";

    /// <summary>In one step: whoever reads finds the old record or this one.</summary>
    public void Write(LabRecord record)
    {
        File.WriteAllBytes(Draft, record.ToJson());
        File.Move(Draft, _record, overwrite: true);
    }

    /// <summary>What is to be read of the lab when its keeper is no more.</summary>
    public void WriteLast(LabRecord record)
    {
        Write(record);
        _said = true;
    }

    public void Dispose()
    {
        if (!_held.CanWrite) return;
        File.Delete(Draft);
        if (!_said) File.Delete(_record);
        LabClaim.Release(_held);
    }
}

/// <summary>The right of one command to bring a lab of a name up; it ends with the process.</summary>
public sealed class LabUnderway : IDisposable
{
    private readonly FileStream _held;

    internal LabUnderway(FileStream held) => _held = held;

    public void Dispose()
    {
        if (_held.CanWrite) LabClaim.Release(_held);
    }
}
