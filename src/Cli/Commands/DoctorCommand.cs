using System.CommandLine;
using System.Net;
using ActorBench.HostNode.Doctor;
using ActorBench.Reports;

namespace ActorBench.Cli.Commands;

internal static class DoctorCommand
{
    public static Command Create()
    {
        var store = StoreFlags.Store();
        var output = StoreFlags.Output("table", "json");
        var management = new Option<string?>("--management-address") { Description = "Address of messages of an agent that is to stand here; with --data-address." };
        var data = new Option<string?>("--data-address") { Description = "Address of its exchanges." };
        var command = new Command("doctor", "Look at this machine before anything is measured on it; changes nothing.") { store, output, management, data };
        command.SetAction(parsed =>
        {
            var findings = MachineDoctor.Examine(StorePlace.Of(parsed.GetValue(store)).FilePath, Addresses(parsed.GetValue(management), parsed.GetValue(data))).Select(Inert).ToArray();
            var platforms = PlatformDoctor.Examine(CancellationToken.None).GetAwaiter().GetResult().Select(Inert).ToArray();
            if (parsed.GetValue(output) == "json")
            {
                Console.Out.Write(DoctorJson.Write(findings, platforms));
            }
            else
            {
                DoctorText.Write(Console.Out, findings, Terminal.IsAscii, Terminal.HasColour);
                DoctorText.Write(Console.Out, platforms);
            }

            Console.Out.Flush();
            return findings.Any(finding => finding.Severity == Severity.Blocking) ? ExitCode.Usage : ExitCode.Success;
        });
        return command;
    }

    private static (IPAddress Management, IPAddress Data)? Addresses(string? management, string? data)
    {
        if (management is null && data is null) return null;
        return IPAddress.TryParse(management, out var one) && IPAddress.TryParse(data, out var other)
            ? (one, other)
            : throw new CommandFailedException(ExitCode.Usage, "--management-address and --data-address are IP addresses, and come together.");
    }

    private static PlatformFinding Inert(PlatformFinding finding) =>
        finding with { WhyNot = finding.WhyNot is { } why ? Words.Inert(why) : null };

    private static Finding Inert(Finding finding) =>
        finding with { Evidence = Words.Inert(finding.Evidence), Fix = finding.Fix is { } fix ? Words.Inert(fix) : null };
}
