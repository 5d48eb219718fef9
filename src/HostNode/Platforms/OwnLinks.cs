using ActorBench.Agents.Configuration;

namespace ActorBench.HostNode.Platforms;

/// <summary>The links of a host outside of any lab, and what its guests are called on them.</summary>
/// <param name="Bridge">Leads to the data network.</param>
/// <param name="Data">By the platform's number.</param>
/// <param name="ManagementBridge">Null: guests have one link.</param>
/// <param name="Management">By the platform's number; empty where guests have one link.</param>
public sealed record OwnLinks(
    string Bridge, IReadOnlyDictionary<int, GuestAddress> Data, string? ManagementBridge, IReadOnlyDictionary<int, GuestAddress> Management);
