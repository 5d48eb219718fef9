using System.Reflection;
using System.Xml.Linq;
using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Tests;

public sealed class ConventionSpecs
{
    [Fact]
    public void The_project_of_rules_references_messages_and_yaml_and_nothing_else()
    {
        var project = XDocument.Load(Path.Combine(Some.Root(), "src", "Campaigns", "Campaigns.csproj"));
        var references = project.Descendants().Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference").Select(e => (string?)e.Attribute("Include"));

        Assert.Equal(["YamlDotNet", "../Messages/Messages.csproj"], references);
    }

    [Fact]
    public void The_rules_see_no_akka() =>
        Assert.DoesNotContain(
            typeof(Planner).Assembly.GetReferencedAssemblies(),
            (AssemblyName name) => name.Name!.StartsWith("Akka", StringComparison.Ordinal));
}
