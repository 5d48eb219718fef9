using System.Diagnostics;
using System.Text.Json;

namespace ActorBench.Deploy.Tests;

/// <summary>An image as its Containerfile makes it from a build context, in a folder instead of a registry's layers.</summary>
/// <param name="Root">The image's own files; those of the base image are this machine's, laid under it when it runs.</param>
internal sealed record Image(string Root, IReadOnlyList<string> Entrypoint, int User, int Group, IReadOnlyDictionary<string, string> Environment) : IDisposable
{
    /// <summary>Follows the instructions that our Containerfiles may hold; any other is an error.</summary>
    public static Image Build(string name)
    {
        var context = Context(name);
        var root = Directory.CreateTempSubdirectory("actorbench-image-").FullName;
        var (entrypoint, user, environment) = (Array.Empty<string>(), "0:0", new Dictionary<string, string>());
        string? baseArgument = null;
        foreach (var line in File.ReadLines(Deployment.Folder("containers", $"{name}.Containerfile")).Where(l => l.Length > 0 && !l.StartsWith('#')))
        {
            var (instruction, rest) = (line.Split(' ', 2)[0], line.Split(' ', 2)[1]);
            switch (instruction)
            {
                case "ARG": baseArgument = rest.Split('=', 2)[0]; break;
                case "FROM": Assert.Equal($"${{{baseArgument}}}", rest); break;
                case "COPY": Copy(context, root, rest); break;
                case "ENV": environment.Add(rest.Split('=', 2)[0], rest.Split('=', 2)[1]); break;
                case "USER": user = rest; break;
                case "ENTRYPOINT": entrypoint = JsonSerializer.Deserialize<string[]>(rest)!; break;
                default: Assert.Fail($"{name}.Containerfile: '{line}' is no instruction that this test follows."); break;
            }
        }

        var ids = user.Split(':').Select(int.Parse).ToArray();
        return new Image(root, entrypoint, ids[0], ids[1], environment);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>What was built of the image's project beside this test, under the same configuration. It is a publish output but for the runtime, which is this machine's.</summary>
    private static string Context(string name)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!;
        return Path.Combine(Deployment.Root, "src", name == "guest" ? "GuestNode" : "Cli", "bin", configuration.Name, "net10.0");
    }

    /// <summary><c>COPY . /folder/</c></summary>
    private static void Copy(string context, string root, string fromTo)
    {
        var (from, to) = (fromTo.Split(' ')[0], root + fromTo.Split(' ')[1]);
        Assert.Equal(".", from);
        Directory.CreateDirectory(to);
        using var copy = Process.Start("cp", ["-a", "--reflink=auto", context.TrimEnd('/') + "/.", to]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }
}
