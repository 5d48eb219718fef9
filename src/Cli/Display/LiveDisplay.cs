using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Statistics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ActorBench.Cli.Display;

/// <summary>Progress, the running trials and the cells as they fill; drawn by one renderer that this class alone feeds.</summary>
internal sealed class LiveDisplay : IDisplay
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IAnsiConsole _terminal;
    private readonly CampaignPlan _plan;
    private readonly Task _live;
    private LiveDisplayContext? _context;

    public LiveDisplay(IAnsiConsole terminal, CampaignPlan plan)
    {
        _terminal = terminal;
        _plan = plan;
        _live = terminal.Live(new Text("Bringing the lab up …")).AutoClear(true).StartAsync(async context =>
        {
            // Else it is not drawn before something changes.
            context.Refresh();
            _context = context;
            await _end.Task.ConfigureAwait(false);
        });
    }

    public TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(250);

    public void Show(CampaignStatus status) =>
        _context?.UpdateTarget(Picture(status, _plan.Spec.Platforms, _terminal.Profile.Height));

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _live.ConfigureAwait(false);
    }

    /// <param name="height">Lines of the terminal; rows beyond it are left out, those before the running trial first.</param>
    internal static IRenderable Picture(CampaignStatus status, IReadOnlyList<string> platforms, int height) =>
        new Rows(CellGrid.Header(status), CellGrid.Bar(status), CellGrid.Running(status), CellGrid.Cells(status, platforms, Math.Max(5, height - 9)));
}
