using System.Text.RegularExpressions;

namespace ActorBench.Conventions.Tests;

/// <summary>
/// What a message makes an agent do: sockets, numbers and addresses. Where an agent opens files and starts programs, the name comes from its
/// own machine: `StartGuest.Platform` is looked up among the drivers by equality, netperf's arguments are numbers, addresses and the token in
/// hexadecimal, and everything else below comes from the command line or the kernel.
/// </summary>
public sealed partial class ReachSpecs
{
    private static readonly string[] AgentProjects = ["Agents", "GuestNode", "HostNode", "Measurement"];

    /// <summary>Places that may open files or start programs, with whose word they take for the name.</summary>
    private static readonly Dictionary<string, string> Places = new()
    {
        ["Agents/Security/"] = "the command line",
        ["Agents/Spool/"] = "the command line; names within are numbers and hashes",
        ["HostNode/"] = "the lab and its drivers, constants and the command line",
        ["Measurement/Machine/"] = "constants under /proc and /sys",
        ["Measurement/Environments/"] = "constants under /proc and /sys",
        ["Measurement/MachineFacts.cs"] = "a constant under /proc",
        ["Measurement/Netperf/"] = "netperf and netserver, found on PATH",
    };

    [Fact]
    public void Only_known_places_of_an_agent_open_files_or_start_programs()
    {
        foreach (var path in AgentProjects.SelectMany(project => Checkout.Sources($"src/{project}")))
        {
            var place = Path.GetRelativePath(Path.Combine(Checkout.Root, "src"), path).Replace('\\', '/');
            if (Places.Keys.Any(known => place.StartsWith(known, StringComparison.Ordinal))) continue;
            Assert.False(Reaches().IsMatch(File.ReadAllText(path)), $"src/{place} opens a file or starts a program: say in {nameof(ReachSpecs)} whose word it takes for the name.");
        }
    }

    [Fact]
    public void What_receives_messages_does_neither_itself()
    {
        foreach (var path in AgentProjects.SelectMany(project => Checkout.Sources($"src/{project}")))
        {
            var text = File.ReadAllText(path);
            if (text.Contains("Receive<", StringComparison.Ordinal)) Assert.False(Reaches().IsMatch(text), $"{path} receives messages and opens files or starts programs.");
        }
    }

    [Fact]
    public void No_type_and_no_code_is_made_from_a_name()
    {
        foreach (var path in AgentProjects.SelectMany(project => Checkout.Sources($"src/{project}")))
            Assert.False(FromNames().IsMatch(File.ReadAllText(path)), $"{path} makes a type, an object or code from a name.");
    }

    [GeneratedRegex(@"Process\.Start\(|new ProcessStartInfo|\bFile\.(Open|Read|Write|Create|Delete|Append|Move|Copy)|new (FileStream|StreamWriter|StreamReader)\(|Directory\.(Create|Delete)")]
    private static partial Regex Reaches();

    [GeneratedRegex(@"Assembly\.Load|Type\.GetType\(|Activator\.CreateInstance|CSharpScript|BinaryFormatter")]
    private static partial Regex FromNames();
}
