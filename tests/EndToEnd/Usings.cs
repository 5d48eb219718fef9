global using ActorBench.EndToEnd.Tests.Processes;
global using ActorBench.EndToEnd.Tests.Results;

// Of labs there is one at a time, for they pin processors; beside it runs one test that pins nothing.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
