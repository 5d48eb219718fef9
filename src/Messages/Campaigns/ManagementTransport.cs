namespace ActorBench.Messages.Campaigns;

/// <summary>The fact of a campaign that says how messages between its nodes were protected; not there where all stood on one machine.</summary>
public static class ManagementTransport
{
    public const string FactName = "management_transport";

    /// <summary>Neither encrypted nor authenticated, over addresses that others could reach.</summary>
    public const string Insecure = "insecure";

    public const string Tls = "tls";
}
