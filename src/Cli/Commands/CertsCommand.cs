using System.CommandLine;
using System.Text.RegularExpressions;
using ActorBench.Agents.Security;

namespace ActorBench.Cli.Commands;

/// <summary><c>certs</c>: an authority for a lab and the certificates of its nodes, as PEM files.</summary>
internal static partial class CertsCommand
{
    private const string AuthorityName = "authority";
    private const int MostDays = 3650;

    public static Command Create()
    {
        var days = new Option<int>("--days") { Description = "How long the certificates are good.", DefaultValueFactory = _ => 365 };
        var both = new Command("certs", "Make certificates for nodes on several machines: an authority for the lab, if FOLDER has none, and a node's.");
        FillNode(both, days, makeAuthority: true);
        both.Subcommands.Add(Authority(days));
        var node = new Command("node", "Make the certificate of one more node with the authority in FOLDER.");
        FillNode(node, days, makeAuthority: false);
        both.Subcommands.Add(node);
        return both;
    }

    private static Command Authority(Option<int> days)
    {
        var folder = Folder();
        var command = new Command("authority", "Make the authority alone.") { folder, days };
        command.SetAction(parsed =>
        {
            var at = Path.GetFullPath(parsed.GetRequiredValue(folder));
            MakeAuthority(at, Lasting(parsed.GetValue(days)));
            return ExitCode.Success;
        });
        return command;
    }

    private static void FillNode(Command command, Option<int> days, bool makeAuthority)
    {
        var folder = Folder();
        var name = new Option<string>("--name") { Description = "Names the files and the certificate: coordinator, h1 …", Required = true };
        var names = new Option<string[]>("--san")
        {
            Description = "Host name or IP address that others reach the node under and that it comes from; may be repeated.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var anywhere = new Option<bool>("--anywhere") { Description = "The node may come from any address, as a pod does." };
        command.Arguments.Add(folder);
        foreach (var option in (Option[])[name, names, anywhere, days]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var at = Path.GetFullPath(parsed.GetRequiredValue(folder));
            var (node, lasts) = (parsed.GetRequiredValue(name), Lasting(parsed.GetValue(days)));
            if (!FileName().IsMatch(node) || node == AuthorityName)
                throw new CommandFailedException(ExitCode.Usage, $"--name: '{node}' can't name a file here; take letters, digits, dots and dashes, and not '{AuthorityName}'.");
            if (parsed.GetRequiredValue(names).FirstOrDefault(san => Uri.CheckHostName(san) == UriHostNameType.Unknown) is { } wrong)
                throw new CommandFailedException(ExitCode.Usage, $"--san: '{wrong}' is neither a host name nor an IP address.");
            if (makeAuthority && !File.Exists(CertificateFiles.Certificate(at, AuthorityName))) MakeAuthority(at, lasts);
            MakeNode(at, node, parsed.GetRequiredValue(names), parsed.GetValue(anywhere), lasts);
            return ExitCode.Success;
        });
    }

    private static Argument<string> Folder() => new("folder") { Description = "Where the files are." };

    private static void MakeAuthority(string folder, TimeSpan lasts)
    {
        Directory.CreateDirectory(folder);
        using var authority = LabAuthority.Create("ActorBench lab authority", DateTimeOffset.UtcNow, lasts);
        CertificateFiles.Write(folder, AuthorityName, authority.Certificate);
        Say(folder, AuthorityName);
    }

    private static void MakeNode(string folder, string name, IReadOnlyList<string> names, bool anywhere, TimeSpan lasts)
    {
        var pem = CertificateFiles.Certificate(folder, AuthorityName);
        if (!File.Exists(pem)) throw new CommandFailedException(ExitCode.Usage, $"There is no authority in {folder}; make one with: {NextCommand.Of($"certs authority {folder}")}");
        using var authority = LabAuthority.Load(pem, CertificateFiles.Key(folder, AuthorityName));
        using var certificate = authority.Issue(name, names, anywhere, DateTimeOffset.UtcNow, lasts);
        CertificateFiles.Write(folder, name, certificate);
        Say(folder, name);
    }

    private static TimeSpan Lasting(int days) => days is >= 1 and <= MostDays
        ? TimeSpan.FromDays(days)
        : throw new CommandFailedException(ExitCode.Usage, $"--days: {days} is not within 1 to {MostDays}.");

    private static void Say(string folder, string name) =>
        Console.Out.WriteLine($"{CertificateFiles.Certificate(folder, name)}\n{CertificateFiles.Key(folder, name)}");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$")]
    private static partial Regex FileName();
}
