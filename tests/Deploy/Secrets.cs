using System.Diagnostics;

namespace ActorBench.Deploy.Tests;

/// <summary>The secrets that the manifests refer to, as the folders that the kubelet would mount: the group's, mode 0440.</summary>
internal sealed class Secrets : IDisposable
{
    private static readonly string[] Volumes = ["tls", "join", "token"];

    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-secrets-").FullName;

    public Secrets(int group, params string[] names)
    {
        var made = Path.Combine(_folder, "made");
        var code = Run(Path.Combine(AppContext.BaseDirectory, "actorbench"), ["certs", made, "--name", "node", .. names.SelectMany(n => new[] { "--san", n }), "--anywhere"]);
        if (code != 0) Dispose();
        Assert.SkipUnless(code == 0, "This build has no `actorbench certs`.");
        Put("tls/tls.crt", File.ReadAllText(Path.Combine(made, "node.pem")));
        Put("tls/tls.key", File.ReadAllText(Path.Combine(made, "node.key")));
        Put("tls/ca.crt", File.ReadAllText(Path.Combine(made, "authority.pem")));
        Put("join/secret", "0123456789abcdef0123456789abcdef\n");
        Put("token/token", "admin fedcba9876543210fedcba9876543210\n");
        Assert.Equal(0, Run("chmod", "-R", "u=rX,g=rX,o=", _folder));
        Assert.Equal(0, Run("chown", "-R", $"0:{group}", _folder));
    }

    /// <summary>Folders by the name of the volume.</summary>
    public IReadOnlyDictionary<string, string> Folders =>
        Volumes.ToDictionary(name => name, name => Path.Combine(_folder, name));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
        File.WriteAllText(Path.Combine(_folder, path), text);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return process.ExitCode;
    }
}
