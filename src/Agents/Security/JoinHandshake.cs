using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActorBench.Messages.Agents;

namespace ActorBench.Agents.Security;

/// <summary>Both ends prove that they know the join secret without saying it: HMAC-SHA256 over both nonces and over who the agent says it is.</summary>
/// <remarks>The first word of what is proved differs by direction, so a proof that is sent back proves nothing; fresh nonces make an old one worthless.</remarks>
public static class JoinHandshake
{
    private const int NonceBytes = 32;

    public static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));

    public static byte[] OfCoordinator(JoinSecret secret, Register agent, string nonce) => Prove(secret, "coordinator", agent, nonce);

    public static byte[] OfAgent(JoinSecret secret, Register agent, string nonce) => Prove(secret, "agent", agent, nonce);

    /// <summary>In a time that does not depend on where the two differ.</summary>
    public static bool Same(byte[] expected, byte[]? shown) => CryptographicOperations.FixedTimeEquals(expected, shown);

    private static byte[] Prove(JoinSecret secret, string direction, Register agent, string nonce)
    {
        // Lengths before texts: no two different lists of fields make the same bytes.
        string[] fields =
        [
            "actorbench join", direction, agent.Nonce ?? "", nonce, agent.Host, agent.Platform, agent.Role.ToString(), agent.Incarnation,
            agent.DataAddress, agent.ProtocolVersion.ToString(CultureInfo.InvariantCulture),
        ];
        return secret.Prove(Encoding.UTF8.GetBytes(string.Concat(fields.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Length}:{f}\n")))));
    }
}
