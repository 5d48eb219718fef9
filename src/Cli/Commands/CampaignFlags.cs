using System.CommandLine;
using System.Globalization;
using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Cli.Running;

namespace ActorBench.Cli.Commands;

/// <summary>The file and the flags that change it, as <c>run</c> and <c>plan</c> share them.</summary>
internal sealed class CampaignFlags
{
    private readonly Argument<string?> _file = new("FILE") { Description = $"Campaign file; without it {ShippedCampaign.Quick}.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _lab = new("--lab") { Description = "auto, loopback or netns." };
    private readonly Option<ulong?> _seed = new("--seed") { Description = "Seed of the order." };
    private readonly Option<string?> _duration = new("--duration") { Description = "Length of a trial, such as 250ms." };
    private readonly Option<int?> _repetitions = new("--repetitions") { Description = "Trials of each cell." };
    private readonly Option<string[]> _platforms = new("--platform") { Description = "Only this platform; may be repeated." };

    private readonly Option<string[]> _set = new("--set") { Description = "Any key of the file, such as 'timing=netperf' or 'lab.rate=1 Gbit/s'; may be repeated." };

    private readonly Option<string?> _bytes = new(LinkBudget.Flag) { Description = "Refuse a campaign that may send more over any link in one direction, such as 10GB." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_file);
        foreach (var option in (Option[])[_lab, _seed, _duration, _repetitions, _platforms, _set, _bytes]) command.Options.Add(option);
    }

    /// <exception cref="CampaignFileException">The file or a flag is wrong.</exception>
    public CampaignOrder Read(ParseResult parsed)
    {
        var path = parsed.GetValue(_file) ?? ShippedCampaign.Find(ShippedCampaign.Quick);
        var source = CampaignFile.Read(path);
        var overrides = Overrides(parsed);
        var plan = Planner.Plan(CampaignFile.Parse(source, overrides));
        if (parsed.GetValue(_bytes) is { } bytes) LinkBudget.Check(plan, bytes);
        return new CampaignOrder(plan, source.Text, Path.GetFullPath(path), overrides, Resumed: null);
    }

    private string[] Overrides(ParseResult parsed) =>
    [
        .. Flag("lab.kind", parsed.GetValue(_lab)),
        .. Flag("seed", parsed.GetValue(_seed)?.ToString(CultureInfo.InvariantCulture)),
        .. Flag("trial.duration", parsed.GetValue(_duration)),
        .. Flag("repetitions", parsed.GetValue(_repetitions)?.ToString(CultureInfo.InvariantCulture)),
        .. Flag("platforms", parsed.GetValue(_platforms) is { Length: > 0 } platforms ? string.Join(',', platforms) : null),
        .. parsed.GetValue(_set) ?? [],
    ];

    private static string[] Flag(string key, string? value) => value is null ? [] : [$"{key}={value}"];
}
