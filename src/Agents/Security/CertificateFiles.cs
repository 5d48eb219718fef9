using System.Security.Cryptography.X509Certificates;

namespace ActorBench.Agents.Security;

/// <summary>PEM files in a folder: <c>NAME.pem</c>, and <c>NAME.key</c> that only its owner may read. Nothing is ever overwritten.</summary>
public static class CertificateFiles
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string Certificate(string folder, string name) => Path.Combine(folder, $"{name}.pem");

    public static string Key(string folder, string name) => Path.Combine(folder, $"{name}.key");

    /// <exception cref="IOException">One of the two files exists already, or can't be written; then neither is new.</exception>
    public static void Write(string folder, string name, X509Certificate2 certificate)
    {
        var (pem, key) = (Certificate(folder, name), Key(folder, name));
        if (File.Exists(pem)) throw new IOException($"{pem} exists already; take another name or remove it first.");
        using var secret = certificate.GetECDsaPrivateKey()!;
        WriteNew(key, secret.ExportPkcs8PrivateKeyPem(), OwnersOnly);
        try
        {
            WriteNew(pem, certificate.ExportCertificatePem(), OwnersOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
        catch
        {
            File.Delete(key);
            throw;
        }
    }

    private static void WriteNew(string path, string text, UnixFileMode mode)
    {
        if (File.Exists(path)) throw new IOException($"{path} exists already; take another name or remove it first.");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using var writer = new StreamWriter(path, options);
        writer.WriteLine(text);
    }
}
