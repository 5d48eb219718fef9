using System.Security.Cryptography;
using System.Text;

namespace ActorBench.Agents.Security;

/// <summary>What agents and coordinators of one installation both know. Never printed, logged, stored or sent.</summary>
public sealed class JoinSecret
{
    /// <summary>Shorter ones can be guessed from an overheard proof.</summary>
    public const int LeastBytes = 16;

    private const int MostBytes = 4096;

    private readonly byte[] _bytes;

    private JoinSecret(byte[] bytes) => _bytes = bytes;

    /// <param name="path">A file with nothing else in it; blanks and line ends around the secret don't count.</param>
    /// <exception cref="SecurityRefusedException">There is no such file, or what is in it is too short.</exception>
    public static JoinSecret Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw new SecurityRefusedException($"{path} is no join secret: it is longer than {MostBytes} B.");
            return Of(File.ReadAllText(path, Encoding.UTF8), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecurityRefusedException($"The join secret can't be read: {e.Message}");
        }
    }

    public byte[] Prove(ReadOnlySpan<byte> what) => HMACSHA256.HashData(_bytes, what);

    public override string ToString() => "(join secret)";

    internal static JoinSecret Of(string text, string place)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Trim());
        return bytes.Length >= LeastBytes
            ? new JoinSecret(bytes)
            : throw new SecurityRefusedException($"The join secret in {place} has {bytes.Length} B; take at least {LeastBytes}, for instance from `openssl rand -hex 32`.");
    }
}
