namespace ActorBench.Campaigns.Tests.Files;

/// <summary>Sizes and ranges.</summary>
public sealed class BadSizeSpecs
{
    private const string Head = "name: x\nplatforms: [native]\n";
    private const string Body = "protocols: { tcp: { sizes: [1 B] } }\n";

    [Theory]
    [InlineData(Head + "protocols: { tcp: { sizes: [NaN] } }\n", "3:29: 'NaN' is not a size; write a number and a unit, such as '64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: [.inf] } }\n", "3:29: '.inf' is not a size; write a number and a unit, such as '64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: [-5 B] } }\n", "3:29: '-5 B' is negative; a size is not, write one such as '64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: [1e9] } }\n", "3:29: '1e9' uses an exponent; write the digits out, such as '64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: [1.5e3 B] } }\n", "3:29: '1.5e3 B' uses an exponent; write the digits out, such as '64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: [0x10] } }\n", "3:29: '0x10' is not a size; write a number and a unit, such as '64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: ['1,000'] } }\n", "3:29: '1,000' is not a size; write a number and a unit, such as '64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: [1_000] } }\n", "3:29: '1_000' is not a size; write a number and a unit, such as '64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: [''] } }\n", "3:29: a size is empty; write a value or take it away")]
    [InlineData(Head + "protocols: { tcp: { sizes: [[1 B]] } }\n", "3:29: a size takes one value, not a list or a mapping; write it without brackets")]
    [InlineData(Head + "protocols: { tcp: { sizes: ['1 B\n\n2 B'] } }\n", "3:29: '1 B\\n2 B' is not a size; write a number and a unit, such as '64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: [٣ B] } }\n", "3:29: '٣ B' is not a size; write a number and a unit, such as '64 KiB'")]
    public void A_size_that_is_no_number(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + "protocols: { tcp: { sizes: [10 Kb] } }\n", "3:29: 'Kb' is not a unit of size; did you mean 'KB' (powers of 1000) or 'KiB' (powers of 1024)?")]
    [InlineData(Head + "protocols: { tcp: { sizes: [10 k] } }\n", "3:29: 'k' is not a unit of size; did you mean 'KB' (powers of 1000) or 'KiB' (powers of 1024)?")]
    [InlineData(Head + "protocols: { tcp: { sizes: [10 KIB] } }\n", "3:29: 'KIB' is not a unit of size; did you mean 'KiB'?")]
    [InlineData(Head + "protocols: { tcp: { sizes: [10 parsecs] } }\n", "3:29: 'parsecs' is not a unit of size; choose from: B, KB, KiB, MB, MiB, GB, GiB")]
    [InlineData(Head + "protocols: { tcp: { sizes: [10 Mbit/s] } }\n", "3:29: 'Mbit/s' is not a unit of size; choose from: B, KB, KiB, MB, MiB, GB, GiB")]
    public void A_unit_that_is_none(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + "protocols: { tcp: { sizes: [0] } }\n", "3:29: '0' is too small; a TCP message takes 1 B to 50 MiB")]
    [InlineData(Head + "protocols: { tcp: { sizes: [51 MiB] } }\n", "3:29: '51 MiB' is too large; a TCP message takes 1 B to 50 MiB")]
    [InlineData(Head + "protocols: { tcp: { sizes: [52428801] } }\n", "3:29: '52428801' is too large; a TCP message takes 1 B to 50 MiB")]
    [InlineData(Head + "protocols: { udp: { sizes: [64 KiB] } }\n", "3:29: '64 KiB' is too large; a UDP datagram takes 1 B to 65,507 B")]
    [InlineData(Head + "protocols: { udp: { sizes: [65508] } }\n", "3:29: '65508' is too large; a UDP datagram takes 1 B to 65,507 B")]
    [InlineData(Head + "protocols: { tcp: { sizes: [99999999999999999999 B] } }\n", "3:29: '99999999999999999999 B' has too many digits; write a size such as '64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: [999999999999999 GiB] } }\n", "3:29: '999999999999999 GiB' is too large; write a size such as '64 KiB'")]
    [InlineData(Head + Body + "trial: { response: 51 MiB }\n", "4:20: '51 MiB' is too large; the response, a TCP message, takes 1 B to 50 MiB")]
    [InlineData(Head + "protocols: { tcp: { sizes: [1 B] }, udp: { sizes: [1 B] } }\ntrial: { response: 64 KiB }\n", "4:20: '64 KiB' is too large; the response, a UDP datagram, takes 1 B to 65,507 B")]
    public void A_size_that_the_protocol_cannot_carry(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + "protocols: { tcp: { sizes: [0.3 KiB] } }\n", "3:29: '0.3 KiB' is 307.2 bytes; a size is a whole number of bytes, so choose another")]
    [InlineData(Head + "protocols: { tcp: { sizes: [1.5] } }\n", "3:29: '1.5' is 1.5 bytes; a size is a whole number of bytes, so choose another")]
    public void A_size_that_is_no_whole_number_of_bytes(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + "protocols: { tcp: { sizes: [1 B, 64 KiB, 1] } }\n", "3:42: 1 B is already in the sizes on line 3; take one of the two away")]
    [InlineData(Head + "protocols:\n  tcp:\n    sizes:\n      small: 1 B .. 512 B x2\n      again: [1 KiB, 512]\n", "7:22: 512 B is already in the sizes on line 6; take one of the two away")]
    [InlineData(Head + "protocols: { tcp: { sizes: [1000 B, 1 KB] } }\n", "3:37: 1 KB is already in the sizes on line 3; take one of the two away")]
    public void A_size_twice(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + "protocols: { tcp: { sizes: 1 B .. 512 B } }\n", "3:28: '1 B .. 512 B' is not a range; write it as '1 B .. 512 B x2' or '8 KiB .. 64 KiB +8 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: 1 B .. 512 B x } }\n", "3:28: the factor of a range must be a whole number from 2, not ''; write 'x2' or a step such as '+64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: 1 B .. 512 B x1 } }\n", "3:28: the factor of a range must be a whole number from 2, not '1'; write 'x2' or a step such as '+64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: 1 B .. 512 B x1.5 } }\n", "3:28: the factor of a range must be a whole number from 2, not '1.5'; write 'x2' or a step such as '+64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: 1 B .. 512 B +0 B } }\n", "3:28: '0 B' is too small; the step of a range takes 1 B to 50 MiB")]
    [InlineData(Head + "protocols: { tcp: { sizes: 1 B .. 512 B -1 B } }\n", "3:28: '1 B .. 512 B -1 B' is not a range; write it as '1 B .. 512 B x2' or '8 KiB .. 64 KiB +8 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: 512 B .. 1 B x2 } }\n", "3:28: the range '512 B .. 1 B x2' runs backwards; write the smaller size first")]
    [InlineData(Head + "protocols: { tcp: { sizes: 1 B .. 2 B .. 3 B x2 } }\n", "3:28: '2 B .. 3 B' is not a size; write a number and a unit, such as '64 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: 4 B .. 5 B x2 } }\n", "3:28: the range '4 B .. 5 B x2' ends before its first step; take a smaller step, or write one size")]
    [InlineData(Head + "protocols: { tcp: { sizes: 4 B .. 5 B +2 } }\n", "3:28: the range '4 B .. 5 B +2' ends before its first step; take a smaller step, or write one size")]
    [InlineData(Head + "protocols: { tcp: { sizes: .. 5 B x2 } }\n", "3:28: '.. 5 B x2' is not a range; write it as '1 B .. 512 B x2' or '8 KiB .. 64 KiB +8 KiB'")]
    [InlineData(Head + "protocols: { tcp: { sizes: 1 B .. x2 } }\n", "3:28: '1 B .. x2' is not a range; write it as '1 B .. 512 B x2' or '8 KiB .. 64 KiB +8 KiB'")]
    public void A_range_that_is_none(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));

    [Theory]
    [InlineData(Head + "protocols: { tcp: { sizes: { Small!: [1 B] } } }\n", "3:30: the class name 'Small!' does not do; take up to 20 of a-z, 0-9 and '-'")]
    [InlineData(Head + "protocols: { tcp: { sizes: {} } }\n", "3:28: sizes is empty, so there is nothing to measure; name at least one")]
    [InlineData(Head + "protocols: { tcp: { sizes: [] } }\n", "3:28: sizes is empty, so there is nothing to measure; name at least one")]
    [InlineData(Head + "protocols: { tcp: { sizes:  } }\n", "3:29: sizes is empty, so there is nothing to measure; name at least one")]
    [InlineData(Head + "protocols: { tcp: { sizes: { a: [] } } }\n", "3:33: the class 'a' is empty, so there is nothing to measure; name at least one")]
    [InlineData(Head + "protocols: { tcp: { sizes: { a: { b: [1 B] } } } }\n", "3:33: the class 'a' takes a list, not a mapping; write it as '[a, b]'")]
    public void Classes_that_are_none(string text, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(text));
}
