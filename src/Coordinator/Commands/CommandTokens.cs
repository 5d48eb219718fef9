using System.Security.Cryptography;
using System.Text;
using ActorBench.Messages.Commands;

namespace ActorBench.Coordinator.Commands;

/// <summary>Bearer tokens and the role that each gives, from a file of lines <c>role token</c>; a line that begins with <c>#</c> says nothing.</summary>
public sealed class CommandTokens
{
    private const int ShortestToken = 16;

    private readonly IReadOnlyList<(byte[] Hash, CommandRole Role)> _tokens;

    private CommandTokens(IReadOnlyList<(byte[] Hash, CommandRole Role)> tokens) => _tokens = tokens;

    /// <exception cref="CommandRefusedException">It can't be read, or a line is no role with a token. The sentence never holds a token.</exception>
    public static CommandTokens Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"The token file {path} can't be read: {e.Message.TrimEnd('.')}.");
        }

        var tokens = new List<(byte[], CommandRole)>();
        foreach (var (i, line) in lines.Index())
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#')) continue;
            if (words.Length != 2 || words[1].Length < ShortestToken || Role(words[0]) is not { } role)
                throw new CommandRefusedException($"{path}:{i + 1}: a line is a role (viewer, operator or admin) and a token of at least {ShortestToken} characters.");
            tokens.Add((Hash(words[1]), role));
        }

        return tokens.Count > 0 ? new CommandTokens(tokens) : throw new CommandRefusedException($"The token file {path} holds no token; a line reads 'operator TOKEN'.");
    }

    /// <returns>Null for a token that is none of these. It takes as long for one as for another.</returns>
    public CommandRole? RoleOf(string token)
    {
        var asked = Hash(token);
        CommandRole? found = null;
        foreach (var (hash, role) in _tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, asked)) found = role;
        }

        return found;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static CommandRole? Role(string word) => word switch
    {
        "viewer" => CommandRole.Viewer,
        "operator" => CommandRole.Operator,
        "admin" => CommandRole.Admin,
        _ => null,
    };
}
