using System.Net;
using ActorBench.HostNode.Labs.Standing;
using ActorBench.Messages.Trials;

namespace ActorBench.Cli.Labs;

/// <summary>Hosts on this machine, for the length of one run or until they are taken down.</summary>
internal interface ILocalLab : IAsyncDisposable
{
    /// <summary>What the lab is: kind, wire, rate, pinning; stored with the campaign.</summary>
    IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>Where the coordinator listens for the lab's agents.</summary>
    IPAddress CoordinatorAddress { get; }

    IReadOnlyList<LabHost> Hosts { get; }

    /// <summary>From <see cref="StartHosts"/> until the agent of every host has registered.</summary>
    TimeSpan HostsBound { get; }

    /// <summary>Completes when the lab can't go on: a host node can't be kept up.</summary>
    Task<LabFailure> Failed { get; }

    /// <summary>The counters of a wire that holds frames; null where no process of this lab does.</summary>
    WireReading? ReadWire();

    /// <summary>Starts the host nodes; one that dies is started again.</summary>
    /// <param name="coordinator"><c>address:port</c>.</param>
    void StartHosts(string coordinator);

    /// <summary>Ends the host nodes and their guests while the coordinator is still there to be told.</summary>
    Task StopHostsAsync();
}

/// <param name="Sentence">For the user: what happened, where.</param>
internal sealed record LabFailure(int ExitCode, string Sentence);
