namespace ActorBench.HostNode.Platforms;

/// <summary>Fills in what a guest's command can't know before its place is made.</summary>
public static class GuestWords
{
    public const string DataAddress = "{data-address}";
    public const string ManagementAddress = "{management-address}";
    public const string Facts = "{facts}";

    public static IReadOnlyList<string> Fill(
        IReadOnlyList<string> command, GuestAddresses addresses, IReadOnlyDictionary<string, string> facts) =>
    [
        .. command.SelectMany(word => word == Facts
            ? facts.OrderBy(fact => fact.Key, StringComparer.Ordinal).SelectMany(fact => (string[])["--fact", $"{fact.Key}={fact.Value}"])
            :
            [
                word.Replace(DataAddress, $"{addresses.Data}", StringComparison.Ordinal)
                    .Replace(ManagementAddress, $"{addresses.Management}", StringComparison.Ordinal),
            ]),
    ];
}
