using System.CommandLine;
using ActorBench.Campaigns.Files;
using ActorBench.Reports;
using ActorBench.Reports.Explanations;

namespace ActorBench.Cli.Commands;

internal static class ExplainCommand
{
    public static Command Create()
    {
        var code = new Argument<string?>("CODE") { Description = "As a warning or a flag shows it; without it all codes.", Arity = ArgumentArity.ZeroOrOne };
        var output = StoreFlags.Output("table", "json");
        var command = new Command("explain", "What a warning or a trial's flag means, how it is found and what to do.") { code, output };
        command.SetAction(parsed =>
        {
            var json = parsed.GetValue(output) == "json";
            if (parsed.GetValue(code) is not { } asked)
            {
                if (json) Console.Out.Write(ExplanationText.Json(Glossary.All));
                else ExplanationText.Write(Console.Out, Glossary.All);
                return ExitCode.Success;
            }

            var found = Glossary.Find(asked) ?? throw Unknown(asked);
            if (json) Console.Out.Write(ExplanationText.Json(found));
            else ExplanationText.Write(Console.Out, found);
            return ExitCode.Success;
        });
        return command;
    }

    private static CommandFailedException Unknown(string code)
    {
        string[] known = [.. Glossary.All.Select(one => one.Code)];
        var hint = Nearest.To(code, known) is { } near ? $"did you mean '{near}'?" : $"see all with: {NextCommand.Of("explain")}";
        return new CommandFailedException(ExitCode.Usage, $"There is no code '{Words.Inert(code)}'; {hint}");
    }
}
