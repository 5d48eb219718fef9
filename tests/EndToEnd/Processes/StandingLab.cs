using System.Text.Json;

namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>A lab that stands beside the test, under a name of its own; taken down with the test, whatever becomes of the test.</summary>
internal sealed class StandingLab : IAsyncDisposable
{
    private readonly Place _place;
    private readonly string[] _words;

    private StandingLab(Place place, string[] words) => (_place, _words) = (place, words);

    public string Name { get; } = $"test-{Guid.NewGuid():N}"[..20];

    public string Coordinator => $"unix:{_place.Store}.sock";

    /// <param name="words">More words for <c>lab up</c>.</param>
    public static async Task<StandingLab> Up(Place place, params string[] words)
    {
        var lab = Of(place, words);
        (await lab.Up()).Expect(0);
        return lab;
    }

    /// <summary>As <see cref="Up(Place, string[])"/>, and not up yet.</summary>
    public static StandingLab Of(Place place, params string[] words) => new(place, words);

    /// <param name="bound">Null: what any command may take.</param>
    public async Task<Ended> Up(TimeSpan? bound = null)
    {
        await using var up = Actorbench.Start(_place, ["lab", "up", "--name", Name, .. _words]);
        return await up.End(bound);
    }

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
