namespace ActorBench.Campaigns.Tests.Files;

/// <summary>Flags are refused by the rules of the file, and the sentence names the flag's key.</summary>
public sealed class BadOverrideSpecs
{
    [Theory]
    [InlineData("trial.duration=10 parsecs", "override trial.duration: 'parsecs' is not a unit of time; choose from: us, ms, s, min, h")]
    [InlineData("trial.duration=10", "override trial.duration: '10' has no unit; write one such as '10 s'")]
    [InlineData("trial.durration=1 s", "override trial.durration: unknown key 'durration'; did you mean 'duration'?")]
    [InlineData("seed=x", "override seed: seed must be a whole number from 0 to 18,446,744,073,709,551,615, not 'x'")]
    [InlineData("repetitions=2000000000", "override repetitions: repetitions must be a whole number from 1 to 1,000,000, not '2000000000'")]
    [InlineData("platforms=native,natve", "override platforms: unknown platform 'natve'; did you mean 'native'?")]
    [InlineData("platforms=bridge,bridge", "override platforms: the platform 'bridge' is already there in the flag; take one of the two away")]
    [InlineData("platforms=", "override platforms: platforms is empty, so there is nothing to measure; name at least one")]
    [InlineData("baseline=routed", "override baseline: the baseline 'routed' is not among the platforms (native, bridge); name one of them, or add it")]
    [InlineData("lab.kind=netn", "override lab.kind: lab.kind cannot be 'netn'; did you mean 'netns'?")]
    [InlineData("name=../x", "override name: the name '../x' does not do; take up to 40 of a-z, 0-9 and '-', not first a '-'")]
    [InlineData("name.x=5", "override name.x: the file gives 'name' no keys, so a flag cannot change one; write the file's 'name' as a mapping")]
    [InlineData("trial=5", "override trial: trial takes keys with values; write it as 'trial: { key: value }'")]
    [InlineData("duration", "override duration: this is not key=value; write it such as 'trial.duration=250ms'")]
    [InlineData("=3", "override =3: this is not key=value; write it such as 'trial.duration=250ms'")]
    public void A_bad_flag(string flag, string refusal) => Assert.Equal(refusal, Some.Refusal(Some.Smallest, flag));

    [Fact]
    public void A_flag_against_the_file_names_the_flag() =>
        Assert.Equal(
            "override trial.duration: the trial has both duration and exchanges; keep the one that shall end it",
            Some.Refusal(Some.Smallest + "\ntrial: { exchanges: 5 }", "trial.duration=1s"));

    [Fact]
    public void A_flag_hides_no_mistake_of_the_file() =>
        Assert.Equal("c.yaml:5:1: duplicate key 'seed', first on line 4; take one of the two away", Some.Refusal(Some.Smallest + "\nseed: 1\nseed: 2", "seed=3"));
}
