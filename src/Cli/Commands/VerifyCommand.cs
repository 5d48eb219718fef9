using System.CommandLine;
using ActorBench.Journal;
using ActorBench.Reports;
using ActorBench.Reports.Verification;

namespace ActorBench.Cli.Commands;

internal static class VerifyCommand
{
    public static Command Create()
    {
        var id = StoreFlags.Id();
        var store = StoreFlags.Store();
        var output = StoreFlags.Output("table", "json");
        var command = new Command("verify", "Check every stored row and derive every figure from the rows again.") { id, store, output };
        command.SetAction(parsed =>
        {
            var place = StorePlace.Of(parsed.GetValue(store));
            using var reader = StoreReader.Open(place.Address);
            var campaign = place.Choose(reader, parsed.GetValue(id));
            var (record, damage) = StoreInspector.Inspect(reader, campaign);
            var result = record is null
                ? new VerificationResult(0, 0, 0, [.. damage.Select(one => one.ToString()), $"the start of campaign {campaign} can't be read, so nothing can be derived"])
                : CampaignVerification.Of(record, damage);
            if (parsed.GetValue(output) == "json") Console.Out.Write(VerificationText.Json(campaign, result));
            else VerificationText.Write(Console.Out, campaign, result);
            return result.Problems.Count == 0 ? ExitCode.Success : ExitCode.IntegrityNotMet;
        });
        return command;
    }
}
