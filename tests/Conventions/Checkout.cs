using System.Xml.Linq;

namespace ActorBench.Conventions.Tests;

/// <summary>The checkout that the tests were built in, as files.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>Projects under <c>src</c> by name, with the names of the projects that each references.</summary>
    public static IReadOnlyDictionary<string, string[]> References { get; } = Directory
        .GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(
            path => Path.GetFileNameWithoutExtension(path),
            path => Includes(path, "ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/'))).ToArray());

    /// <summary>Names in Directory.Packages.props.</summary>
    public static string[] PinnedPackages { get; } = Includes(Path.Combine(Root, "Directory.Packages.props"), "PackageVersion");

    public static string Project(string name) => Path.Combine(Root, "src", name, name + ".csproj");

    public static string[] Packages(string project) => Includes(Project(project), "PackageReference");

    /// <summary>The project, and all that it references, directly or not.</summary>
    public static IReadOnlySet<string> Closure(string project)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([project]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next)) continue;
            foreach (var reference in References[next]) open.Push(reference);
        }

        return seen;
    }

    /// <summary>Source files under a folder, without what a build leaves there.</summary>
    public static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal));

    /// <summary>What each project's restore resolved.</summary>
    public static IEnumerable<string> LockFiles() => ((string[])["src", "tests", "benchmarks"])
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "packages.lock.json", SearchOption.AllDirectories));

    private static string[] Includes(string project, string element) =>
        [.. XDocument.Load(project).Descendants().Where(e => e.Name.LocalName == element).Select(e => (string)e.Attribute("Include")!)];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActorBench.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
