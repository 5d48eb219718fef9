namespace ActorBench.Conventions.Tests;

public sealed class ProjectSpecs
{
    /// <summary>What each project may reference; a new one is added here with its place.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Messages"] = [],
        ["Campaigns"] = ["Messages"],
        ["Statistics"] = ["Messages"],
        ["Measurement"] = ["Messages"],
        ["Journal"] = ["Messages"],
        ["Reports"] = ["Messages", "Campaigns", "Statistics", "Measurement", "Journal"],
        ["Agents"] = ["Messages", "Campaigns", "Statistics", "Measurement", "Journal"],
        ["Coordinator"] = ["Messages", "Campaigns", "Statistics", "Measurement", "Journal", "Reports", "Agents"],
        ["HostNode"] = ["Messages", "Campaigns", "Statistics", "Measurement", "Journal", "Reports", "Agents"],
        ["GuestNode"] = ["Messages", "Campaigns", "Statistics", "Measurement", "Journal", "Reports", "Agents"],
        ["Pbm"] = ["Messages"],
        ["Petabridge"] = ["Messages", "Campaigns", "Statistics", "Measurement", "Journal", "Reports", "Agents", "Coordinator"],
        ["Cli"] = ["Messages", "Campaigns", "Statistics", "Measurement", "Journal", "Reports", "Agents", "Coordinator", "HostNode", "GuestNode", "Pbm"],
    };

    [Fact]
    public void References_between_projects_go_one_way()
    {
        foreach (var (project, references) in Checkout.References)
        {
            Assert.True(Allowed.ContainsKey(project), $"src/{project} has no place in the order of projects.");
            foreach (var reference in references)
                Assert.True(Allowed[project].Contains(reference), $"{project} must not reference {reference}.");
        }
    }

    [Fact]
    public void No_project_reaches_itself()
    {
        foreach (var (project, references) in Checkout.References)
            Assert.DoesNotContain(references, reference => Checkout.Closure(reference).Contains(project));
    }

    [Theory]
    [InlineData("Messages")]
    [InlineData("Campaigns")]
    [InlineData("Statistics")]
    [InlineData("Measurement")]
    [InlineData("Journal")]
    [InlineData("Reports")]
    public void Rules_figures_and_pictures_see_no_akka(string project)
    {
        foreach (var one in Checkout.Closure(project))
            Assert.DoesNotContain(Checkout.Packages(one), p => p.StartsWith("Akka", StringComparison.Ordinal));
        var locked = File.ReadAllText(Path.Combine(Checkout.Root, "src", project, "packages.lock.json"));
        Assert.DoesNotContain("\"akka", locked, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Checkout.Sources($"src/{project}"), path => File.ReadAllText(path).Contains("using Akka", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("linq2db")]
    [InlineData("akka.persistence")]
    [InlineData("akka.cluster")]
    public void A_guest_carries_no_database_and_no_cluster(string package)
    {
        var locked = File.ReadAllText(Path.Combine(Checkout.Root, "src", "GuestNode", "packages.lock.json"));
        // A central version that nothing uses may be pinned for a transitive package; only what is resolved counts.
        Assert.DoesNotContain(Resolved(locked), name => name.Contains(package, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_pinned_version_is_of_a_package_that_some_project_resolves()
    {
        var resolved = Checkout.LockFiles().SelectMany(path => Resolved(File.ReadAllText(path))).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.DoesNotContain(Checkout.PinnedPackages, name => !resolved.Contains(name));
    }

    private static IEnumerable<string> Resolved(string locked)
    {
        using var json = System.Text.Json.JsonDocument.Parse(locked);
        foreach (var framework in json.RootElement.GetProperty("dependencies").EnumerateObject())
        {
            foreach (var package in framework.Value.EnumerateObject()) yield return package.Name;
        }
    }
}
