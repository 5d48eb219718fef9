using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Tests;

namespace ActorBench.Reports.Tests;

public sealed class ResultTablesSpecs
{
    private static readonly Cell Tcp512 = Some.Tcp1 with { RequestBytes = 512, ResponseBytes = 512 };

    [Fact]
    public void Each_engine_has_its_table_and_their_agreement_ends_the_run() => AssertTable(
        """
        TCP small · engine native · 100 Mbit/s · 10 trials a cell
        size     platform   exch/s    rate Mbit/s     sd    CV %   overhead
          1 B    native     12 431          0.199  0.003    1.43          –
                 bridge     11 020          0.176  0.003    1.61     11.4 %

        TCP small · engine netperf · 100 Mbit/s · 10 trials a cell
        size     platform   exch/s    rate Mbit/s     sd    CV %   overhead
          1 B    native     12 400          0.198  0.003    1.43          –
                 bridge     10 900          0.174  0.003    1.61     12.1 %

        Agreement with netperf · rate, native engine against netperf · % of their mean, by blocks
        cell       size  platform  pairs  bias %   95 % interval  limits of agreement
        TCP small   1 B  native       10   +0.21  -0.10 to +0.52       -0.60 to +1.02
        TCP small   1 B  bridge        1   -1.10               –                    –
        """,
        Table(Status(
            Cell(Some.Tcp1, 12_431, 0.198896, 0.00284, 1.43),
            Cell(Some.Tcp1 with { Engine = Engine.Netperf }, 12_400, 0.198, 0.00284, 1.43),
            Cell(Some.Tcp1Bridge, 11_020, 0.17632, 0.00284, 1.61),
            Cell(Some.Tcp1Bridge with { Engine = Engine.Netperf }, 10_900, 0.174, 0.00284, 1.61)) with
        {
            Agreement = [new EngineAgreement(Some.Tcp1, 10, 0.21, -0.1, 0.52, -0.6, 1.02), new EngineAgreement(Some.Tcp1Bridge, 1, -1.1, null, null, null, null)],
        }));

    [Fact]
    public void The_table_is_the_one_that_the_contract_shows() => AssertTable(
        """
        TCP small · 100 Mbit/s · 10 trials a cell
        size     platform   exch/s    rate Mbit/s     sd    CV %   overhead
          1 B    native     12 431          0.199  0.003    1.43          –
                 bridge     11 020          0.176  0.003    1.61     11.4 %
        512 B    native      9 876         80.904  0.512    0.63          –

        UDP medium · 100 Mbit/s · 10 trials a cell
        size     platform   exch/s    rate Mbit/s     sd    CV %   overhead
          8 KiB  native       0.75         94.068  0.083    0.09          –
        """,
        Table(Status(
            Cell(Some.Tcp1, 12_431, 0.198896, 0.00284, 1.43),
            Cell(Some.Tcp1Bridge, 11_020, 0.17632, 0.00284, 1.61),
            Cell(Tcp512, 9_876.4, 80.904, 0.5123, 0.633),
            Cell(Some.Udp8K, 0.75, 94.068, 0.083, 0.088))));

    [Fact]
    public void Cells_without_values_failed_lossy_and_unsupported_ones_say_so() => AssertTable(
        """
        TCP small · 100 Mbit/s · 10 trials a cell
        size     platform   exch/s    rate Mbit/s     sd    CV %   overhead     n
          1 B    native     12 431          0.199      –       –          –  1/10
                 bridge               unsupported                            0/10
        512 B    native          –              –      –       –          –  0/10
        bridge unsupported: bridge needs root or user namespaces
        native 1 B: 2 trials failed
        native 1 B: 1 trial of 1 lost exchanges; the time lost is not in the rate

        3 attempts were rejected and tried again or given up; 'export' has the reasons.
        """,
        Table(
            Status(
                Cell(Some.Tcp1, 12_431, 0.199, null, null) with { N = 1, Failed = 2, Lossy = 1 },
                Cell(Some.Tcp1Bridge, null, null, null, null) with { N = 0, Unsupported = "bridge needs root or user namespaces" },
                Cell(Tcp512, null, null, null, null) with { N = 0 }) with
            { RejectedAttempts = 3 }));

    [Fact]
    public void A_comparison_shows_its_interval_and_its_verdict_or_how_many_trials_it_needs() => AssertTable(
        """
        TCP small · 100 Mbit/s · 10 trials a cell
        size     platform   exch/s    rate Mbit/s     sd    CV %   overhead       95 % CI  verdict
          1 B    native     12 431          0.199  0.003    1.43          –
                 bridge     11 020          0.176  0.003    1.61     11.4 %  [10.9, 11.9]  slower
        512 B    native      9 876         80.904  0.512    0.63          –
                 bridge      9 876         80.904  0.512    0.63      0.1 %   [-0.1, 0.3]  ≈

        Overhead beside native, block by block. slower, faster: proven; ≈: proven to be within 1 %; ~: neither is proven.
        """,
        Table(Status(
            Cell(Some.Tcp1, 12_431, 0.198896, 0.00284, 1.43),
            Cell(Some.Tcp1Bridge, 11_020, 0.17632, 0.00284, 1.61) with { Beside = new(10, 11.38, new(10.9, 11.9), ComparisonVerdict.Slower) },
            Cell(Tcp512, 9_876.4, 80.904, 0.5123, 0.633),
            Cell(Tcp512 with { Platform = "bridge" }, 9_876.4, 80.904, 0.5123, 0.633) with { Beside = new(10, 0.1, new(-0.1, 0.3), ComparisonVerdict.Equivalent) }) with
        { Baseline = "native" }));

    [Fact]
    public void Too_few_trials_for_an_interval_say_how_many_it_needs() => Assert.EndsWith(
        "     11.4 %  need ≥ 6\n",
        Table(Status(
            Cell(Some.Tcp1, 12_431, 0.198896, 0.00284, 1.43),
            Cell(Some.Tcp1Bridge, 11_020, 0.17632, 0.00284, 1.61) with { Beside = new(5, 11.38, null, ComparisonVerdict.TooFew) }) with
        { Baseline = "native" }),
        StringComparison.Ordinal);

    [Fact]
    public void Invalid_trials_are_counted_by_platform() => Assert.EndsWith(
        """
        native: 3 trials of 18 invalid, kept in the figures; 'actorbench export' has the reasons
        bridge: 1 trial of 10 invalid, kept in the figures; 'actorbench export' has the reasons

        """,
        Table(Status(
            Cell(Some.Tcp1, 12_431, 0.198896, 0.00284, 1.43) with { Invalid = 1 },
            Cell(Some.Tcp1Bridge, 11_020, 0.17632, 0.00284, 1.61) with { Invalid = 1 },
            Cell(Tcp512, 9_876.4, 80.904, 0.5123, 0.633) with { N = 8, Invalid = 2 })));

    [Fact]
    public void A_terminal_without_Unicode_gets_its_twins()
    {
        var table = Table(Status(Cell(Some.Tcp1, 1, 2, null, null)), ascii: true);

        Assert.All(table, character => Assert.True(char.IsAscii(character)));
        Assert.Contains("TCP small - 100 Mbit/s - 10 trials a cell", table, StringComparison.Ordinal);
    }

    [Fact]
    public void The_widest_table_fits_a_hundred_columns()
    {
        var long1 = Some.Tcp1 with { Platform = new string('p', 80), RequestBytes = 52_428_799, ResponseBytes = 1 };
        var table = Table(Status(Cell(long1, 1_234_567, 123_456.789, 12_345.678, 99.99) with { N = 9 }));

        Assert.All(table.Split('\n').Where(line => line.Contains("ppp", StringComparison.Ordinal) || line.StartsWith("size", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void An_unshaped_lab_names_its_kind_and_a_small_rate_keeps_its_digits()
    {
        var status = Status(Cell(Some.Tcp1 with { SizeClass = "all" }, 1, 0.0123456, 0.0001, 0.81)) with
        {
            Lab = new Dictionary<string, string> { ["kind"] = "loopback", ["rate"] = "none" },
        };

        var table = Table(status);

        Assert.StartsWith("TCP · loopback · 10 trials a cell\n", table, StringComparison.Ordinal);
        Assert.Contains("0.0123  0.0001", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_faster_platform_has_a_negative_overhead_and_no_baseline_none()
    {
        var status = Status(Cell(Some.Tcp1, 100, 10, 1, 10), Cell(Some.Tcp1Bridge, 110, 11, 1, 9));

        Assert.Contains("-10.0 %", Table(status), StringComparison.Ordinal);
        Assert.DoesNotContain("10.0 %", Table(status, baseline: null), StringComparison.Ordinal);
    }

    internal static CampaignStatus Status(params CellStatus[] cells) => new(
        Some.Campaign, CampaignState.Running, "3fa2c1d4", 2007, Some.Started().Lab, Some.Start, cells.Sum(cell => cell.Planned), cells.Sum(cell => cell.N), 0, 0, 0, 75, cells, []);

    internal static CellStatus Cell(Cell cell, double? exchanges, double? both, double? sd, double? cv) =>
        new(cell, 10, 10, 0, null, both, both / 2, sd, cv, exchanges);

    private static string Table(CampaignStatus status, string? baseline = "native", bool ascii = false)
    {
        using var text = new StringWriter();
        ResultTables.Write(text, status, baseline, ascii);
        return text.ToString();
    }

    private static void AssertTable(string expected, string actual) => Assert.Equal(expected.ReplaceLineEndings("\n") + "\n", actual);
}
