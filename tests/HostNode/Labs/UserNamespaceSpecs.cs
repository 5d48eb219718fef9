using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Labs;

public sealed class UserNamespaceSpecs(ITestOutputHelper output)
{
    [Fact]
    public async Task An_ordinary_user_gets_a_lab_too()
    {
        Assert.SkipWhen(UserNamespace.WhyNot() is not null, UserNamespace.WhyNot() ?? "");
        var command = Helper.Command("user-namespace");
        if (Environment.IsPrivilegedProcess)
        {
            Assert.SkipWhen(Tool.Find("setpriv") is null, "This machine has no setpriv to become another user.");
            command = [Tool.Find("setpriv")!, "--reuid", "65534", "--regid", "65534", "--clear-groups", .. command];
        }

        var before = await Network.Everything();
        var lines = new List<string>();
        await using var child = ChildProcess.Start(
            command, lines.Add, new Dictionary<string, string> { ["HOME"] = "/tmp", ["DOTNET_CLI_HOME"] = "/tmp" });
        var exitCode = await child.Exited.WaitAsync(TimeSpan.FromSeconds(20));

        output.WriteLine(string.Join('\n', lines));
        Assert.SkipWhen(exitCode is 126 or 127, "Another user may not run the test program where it lies.");
        Assert.Equal(0, exitCode);
        Assert.Contains(lines, line => line.StartsWith("probe", StringComparison.Ordinal));
        Assert.Equal(before, await Network.Everything());
    }
}
