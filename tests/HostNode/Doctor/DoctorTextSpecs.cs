using System.Text.Json;
using ActorBench.HostNode.Doctor;

namespace ActorBench.HostNode.Tests.Doctor;

public sealed class DoctorTextSpecs
{
    private static readonly Finding[] Findings =
    [
        new("tools", Severity.Ok, "ip, tc"),
        new("governor", Severity.Warning, "powersave", "sudo cpupower frequency-set -g performance"),
        new("store", Severity.Blocking, "no room", "make room"),
    ];

    [Fact]
    public void Each_finding_has_a_mark_and_what_is_wrong_has_its_remedy_below() => Assert.Equal(
        """
        ✓ tools     ip, tc
        ! governor  powersave
                    fix: sudo cpupower frequency-set -g performance
        ✗ store     no room
                    fix: make room
        1 check of 3 would keep a run from working, 1 warning.

        """,
        Text(Findings));

    [Fact]
    public void Without_Unicode_the_marks_have_twins() => Assert.Equal(
        """
        ok tools     ip, tc
        !  governor  powersave
                     fix: sudo cpupower frequency-set -g performance
        x  store     no room
                     fix: make room
        1 check of 3 would keep a run from working, 1 warning.

        """,
        Text(Findings, ascii: true));

    [Fact]
    public void Colour_is_there_only_when_asked_for()
    {
        Assert.DoesNotContain('\u001b', Text(Findings));
        Assert.Contains("\u001b[31m✗\u001b[0m store", Text(Findings, colour: true), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_fine_is_said()
    {
        Assert.EndsWith("A run works here; nothing to mend in 1 check.\n", Text([Findings[0]]), StringComparison.Ordinal);
        Assert.EndsWith("A run works here; 1 warning of 2 checks.\n", Text(Findings[..2]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_counts_and_lists()
    {
        var json = JsonDocument.Parse(DoctorJson.Write(Findings, [new("bridge", null), new("xen", "no xl")])).RootElement;

        Assert.Equal((1, 1), (json.GetProperty("blocking").GetInt32(), json.GetProperty("warnings").GetInt32()));
        Assert.Equal(["ok", "warning", "blocking"], json.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("severity").GetString()));
        Assert.Equal(["id", "severity", "evidence", "fix"], json.GetProperty("checks")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("checks")[0].GetProperty("fix").ValueKind);
        Assert.Equal("""{"platform":"bridge","usable":true,"reason":null}""", JsonSerializer.Serialize(json.GetProperty("platforms")[0]));
        Assert.Equal("""{"platform":"xen","usable":false,"reason":"no xl"}""", JsonSerializer.Serialize(json.GetProperty("platforms")[1]));
    }

    [Fact]
    public void Each_platform_is_listed_with_what_it_lacks()
    {
        using var output = new StringWriter();
        DoctorText.Write(output, [new("bridge", null), new("xen", "This machine has no xl.")]);
        Assert.Equal(
            """

            Platforms whose guests can be started here:
              bridge  yes
              xen     This machine has no xl.

            """,
            output.ToString());
    }

    private static string Text(Finding[] findings, bool ascii = false, bool colour = false)
    {
        using var output = new StringWriter();
        DoctorText.Write(output, findings, ascii, colour);
        return output.ToString();
    }
}
