namespace ActorBench.HostNode.Platforms.Containers;

internal sealed class RuncPlatform() : OciPlatform("runc", 4);
