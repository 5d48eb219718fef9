using Akka.Remote.Transport.DotNetty;

namespace ActorBench.Agents.Security;

/// <summary>Akka.Remote asks for a client's certificate and checks its own private key since 1.5.55.</summary>
internal static class RemotingVersion
{
    public static readonly Version Least = new(1, 5, 55);

    public static void Check()
    {
        var version = typeof(DotNettySslSetup).Assembly.GetName().Version!;
        if (WhyNot(version) is { } reason) throw new SecurityRefusedException(reason);
    }

    public static string? WhyNot(Version version) => version >= Least
        ? null
        : $"Akka.Remote {version.ToString(3)} does not authenticate both ends of TLS; {Least} is the least.";
}
