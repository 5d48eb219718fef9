using ActorBench.Agents.Security;

namespace ActorBench.Agents.Configuration;

/// <summary>PEM files of a node's identity, as a configuration names them.</summary>
public sealed class TlsKeys
{
    public string? Certificate { get; set; }

    public string? Key { get; set; }

    public string? Authority { get; set; }

    public TlsFiles ToFiles() => new(Certificate, Key, Authority);
}
