using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Labs;

public sealed class UserNamespaceSpecs(ITestOutputHelper output)
{
    [Fact]
    public async Task An_ordinary_user_gets_a_lab_too()
    {
        var command = AsOrdinaryUser("user-namespace");
        var before = await Network.Everything();
        var lines = new List<string>();
        await using var child = ChildProcess.Start(command, line => { lock (lines) lines.Add(line); });
        var exitCode = await child.Exited.WaitAsync(TimeSpan.FromSeconds(20));

        output.WriteLine(string.Join('\n', lines));
        Assert.SkipWhen(exitCode is 126 or 127, "Another user may not run the test program where it lies.");
        Assert.Equal(0, exitCode);
        Assert.StartsWith("inside ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("probe ", lines[1], StringComparison.Ordinal);
        Assert.Equal(before, await Network.Everything());
    }

    [Fact]
    public async Task Killed_from_outside_it_takes_its_inner_program_and_lab_along()
    {
        await using var outer = new Victim(AsOrdinaryUser("hold-user-namespace"));
        var first = await outer.NextLine();
        Assert.SkipUnless(first.StartsWith("inside ", StringComparison.Ordinal), first);
        var inner = int.Parse(first.Split(' ')[1]);
        while (await outer.NextLine() != "at up") { }
        Assert.NotEqual($"ab{inner}", outer.Prefix);

        await outer.Kill();

        await Soon.Until(() => !Soon.Lives(inner), "the inner program ended");
    }

    private static IReadOnlyList<string> AsOrdinaryUser(string role)
    {
        Assert.SkipWhen(UserNamespace.WhyNot() is not null, UserNamespace.WhyNot() ?? "");
        var command = Helper.Command(role);
        if (!Environment.IsPrivilegedProcess) return command;
        Assert.SkipWhen(Tool.Find("setpriv") is null, "This machine has no setpriv to become another user.");
        return [Tool.Find("setpriv")!, "--reuid", "65534", "--regid", "65534", "--clear-groups", .. command];
    }
}
