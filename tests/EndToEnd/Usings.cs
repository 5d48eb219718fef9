global using ActorBench.EndToEnd.Tests.Processes;
global using ActorBench.EndToEnd.Tests.Results;

// Every campaign measures time on processors that another test would take away.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
