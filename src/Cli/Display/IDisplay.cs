using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Statistics;
using Spectre.Console;

namespace ActorBench.Cli.Display;

/// <summary>Shows how a campaign comes on, on stderr.</summary>
internal interface IDisplay : IAsyncDisposable
{
    /// <summary>Time between two calls of <see cref="Show"/>.</summary>
    TimeSpan Pause { get; }

    void Show(CampaignStatus status);
}

internal static class Displays
{
    /// <summary>A live picture for a person at a terminal, lines for everything else.</summary>
    public static IDisplay ForThisTerminal(CampaignPlan plan)
    {
        var plain = Console.IsOutputRedirected || Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is null or "dumb";
        return plain ? new PlainDisplay(Console.Error) : new LiveDisplay(Terminal(), plan);
    }

    private static IAnsiConsole Terminal() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        // https://no-color.org: any value that is not empty.
        ColorSystem = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
    });
}
