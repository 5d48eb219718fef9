namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class ProcessorsCheck : IMachineCheck
{
    public string Id => "processors";

    public Finding Look(Patient patient) => patient.Processors switch
    {
        1 => this.Warning("one processor: the coordinator runs on the one that measures", "give the machine two or more"),
        2 => this.Ok("2 processors: one measures, 'cpus: apart' leaves none for the coordinator"),
        var many => this.Ok($"{many} processors"),
    };
}
