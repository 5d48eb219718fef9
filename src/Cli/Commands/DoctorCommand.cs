using System.CommandLine;
using ActorBench.HostNode.Doctor;
using ActorBench.Reports;

namespace ActorBench.Cli.Commands;

internal static class DoctorCommand
{
    public static Command Create()
    {
        var store = StoreFlags.Store();
        var output = StoreFlags.Output("table", "json");
        var command = new Command("doctor", "Look at this machine before anything is measured on it; changes nothing.") { store, output };
        command.SetAction(parsed =>
        {
            var findings = MachineDoctor.Examine(StorePlace.Of(parsed.GetValue(store)).FilePath).Select(Inert).ToArray();
            if (parsed.GetValue(output) == "json") Console.Out.Write(DoctorJson.Write(findings));
            else DoctorText.Write(Console.Out, findings, Terminal.IsAscii, Terminal.HasColour);
            Console.Out.Flush();
            return findings.Any(finding => finding.Severity == Severity.Blocking) ? ExitCode.Usage : ExitCode.Success;
        });
        return command;
    }

    private static Finding Inert(Finding finding) =>
        finding with { Evidence = Words.Inert(finding.Evidence), Fix = finding.Fix is { } fix ? Words.Inert(fix) : null };
}
