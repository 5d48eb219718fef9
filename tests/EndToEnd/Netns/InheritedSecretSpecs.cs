namespace ActorBench.EndToEnd.Tests.Netns;

[Collection("labs")]
public sealed class InheritedSecretSpecs
{
    private const string Password = "canary-of-the-database";

    [Fact]
    public async Task The_databases_password_reaches_no_process_of_a_lab()
    {
        Lab.Needed();
        using var place = new Place();
        place.Environment["ACTORBENCH_STORE_PASSWORD"] = Password;
        await using var run = Actorbench.Start(place, "run", place.Write("small.yaml", Some.Campaign()), "--lab", "netns");
        await run.UntilAccepted(place, 1);

        var agents = Lab.Agents(run.Pid);
        Assert.True(agents.Count >= 2);
        Assert.All(Proc.Descendants(run.Pid), child => Assert.DoesNotContain(Password, Proc.Environment(child.Pid), StringComparison.Ordinal));
        Assert.Contains(Password, Proc.Environment(run.Pid), StringComparison.Ordinal);
        (await run.End()).Expect(0);
    }

    [Fact]
    public async Task A_run_in_the_background_still_has_it()
    {
        using var place = new Place();
        place.Environment["ACTORBENCH_STORE_PASSWORD"] = Password;
        var begun = (await Actorbench.Run(place, "run", place.Write("small.yaml", Some.Campaign()), "--lab", "loopback", "--detach")).Expect(0);

        var pid = int.Parse(begun.Errors.Split("process ")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(Password, Proc.Environment(pid), StringComparison.Ordinal);
        await Soon.Until(() => !Proc.Lives(pid), "the run in the background has ended");
    }
}
