namespace ActorBench.Measurement.Environments;

/// <summary>Knows one kind of fact about the machine that an endpoint stands on. It starts no process and changes nothing.</summary>
internal interface IEnvironmentSource
{
    /// <summary>Whether the facts stay the same while a process lives; they are then read once.</summary>
    bool Lasting { get; }

    void Collect(MachineFiles files, FactList facts);
}
