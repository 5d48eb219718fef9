using System.Text.Json;

namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>A lab that stands beside the test, under a name of its own; taken down with the test, whatever becomes of the test.</summary>
internal sealed class StandingLab : IAsyncDisposable
{
    private readonly Place _place;
    private readonly string[] _words;

    private StandingLab(Place place, string name, string[] words) => (_place, Name, _words) = (place, name, words);

    public string Name { get; }

    public string Coordinator => $"unix:{_place.Store}.sock";

    /// <param name="words">More words for <c>lab up</c>.</param>
    public static async Task<StandingLab> Up(Place place, params string[] words)
    {
        var lab = Of(place, words);
        (await lab.Up()).Expect(0);
        return lab;
    }

    /// <summary>As <see cref="Up(Place, string[])"/>, and not up yet.</summary>
    public static StandingLab Of(Place place, params string[] words) => new(place, NewName(), words);

    /// <summary>One that others may want to bring up too.</summary>
    public static StandingLab Named(string name, Place place, params string[] words) => new(place, name, words);

    public static string NewName() => $"test-{Guid.NewGuid():N}"[..20];

    /// <param name="bound">Null: what any command may take.</param>
    public async Task<Ended> Up(TimeSpan? bound = null)
    {
        await using var up = StartUp();
        return await up.End(bound);
    }

    /// <summary>The command that brings it up, as it runs.</summary>
    public Actorbench StartUp() => Actorbench.Start(_place, ["lab", "up", "--name", Name, .. _words]);

    /// <summary>Processes that keep it, or are about to: one, where all is well.</summary>
    public IReadOnlyList<int> Keepers() =>
        [.. Proc.All().Where(pid => Proc.Command(pid) is var words && words.Contains("keep") && words.Contains(Name) && Proc.Lives(pid))];

    public Task<Ended> Down() => Actorbench.Run(_place, "lab", "down", Name);

    /// <summary>Runs a campaign on it.</summary>
    public Task<Ended> Run(string file, params string[] more) => Actorbench.Run(_place, ["run", file, "--coordinator", Coordinator, .. more]);

    /// <returns>Null where no lab of its name is there.</returns>
    public async Task<JsonElement?> Status()
    {
        var all = Outcome.Json((await Actorbench.Run(_place, "lab", "status", "--json")).Expect(0).Output);
        var own = all.GetProperty("labs").EnumerateArray().Where(lab => lab.GetProperty("name").GetString() == Name).ToArray();
        return own.Length == 0 ? null : own[0];
    }

    public async ValueTask DisposeAsync() => await Down();
}
