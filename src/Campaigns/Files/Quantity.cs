using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorBench.Campaigns.Files;

internal sealed record Unit(string Name, long Factor);

/// <summary>A number with a unit, read into whole smallest units: bytes, nanoseconds, bit/s.</summary>
internal sealed partial class Quantity
{
    public static readonly Quantity Size = new("size", "64 KiB", "bytes", bareNumber: true,
        new("B", 1), new("KB", 1000), new("KiB", 1 << 10), new("MB", 1_000_000), new("MiB", 1 << 20), new("GB", 1_000_000_000), new("GiB", 1 << 30));

    public static readonly Quantity Time = new("time", "10 s", "ns", bareNumber: false,
        new("us", 1_000), new("ms", 1_000_000), new("s", 1_000_000_000), new("min", 60_000_000_000), new("h", 3_600_000_000_000));

    public static readonly Quantity Rate = new("rate", "100 Mbit/s", "bit/s", bareNumber: false,
        new("kbit/s", 1_000), new("Mbit/s", 1_000_000), new("Gbit/s", 1_000_000_000));

    public static readonly Quantity Percent = new("percentage", "2.5 %", "thousandths of a per cent", bareNumber: false, new Unit("%", 1_000));

    private readonly string _kind;
    private readonly string _example;
    private readonly string _smallest;
    private readonly bool _bareNumber;
    private readonly Unit[] _units;

    private Quantity(string kind, string example, string smallest, bool bareNumber, params Unit[] units) =>
        (_kind, _example, _smallest, _bareNumber, _units) = (kind, example, smallest, bareNumber, units);

    /// <param name="place">Where the text stands.</param>
    /// <param name="text">May be a part of a scalar: an end of a range.</param>
    /// <param name="what">The setting, as sentences call it.</param>
    /// <param name="min">In smallest units.</param>
    /// <param name="max">In smallest units.</param>
    public long Read(Place place, string text, string what, long min, long max)
    {
        var value = Value(place, text.Trim());
        return value >= min && value <= max
            ? value
            : throw place.Refusal($"{Shown.Quoted(text.Trim())} is too {(value < min ? "small" : "large")}; {what} takes {Spoken(min)} to {Spoken(max)}");
    }

    /// <summary>In the largest unit that gives a whole number; reads back as the same value.</summary>
    public string Text(long value)
    {
        var (number, unit) = InUnit(value);
        return Shown.Invariant($"{number} {unit}");
    }

    private string Spoken(long value)
    {
        var (number, unit) = InUnit(value);
        return $"{Shown.Number(number)} {unit}";
    }

    private (decimal Number, string Unit) InUnit(long value)
    {
        // The two families of size units are both exact; the 2007 sizes are powers of two, so those come first.
        var unit = _units.Where(u => value % u.Factor == 0 && value >= u.Factor)
            .OrderByDescending(u => u.Name.Contains('i', StringComparison.Ordinal) && u.Name.EndsWith('B')).ThenByDescending(u => u.Factor)
            .FirstOrDefault(_units[0]);
        return ((decimal)value / unit.Factor, unit.Name);
    }

    private long Value(Place place, string text)
    {
        var shown = Shown.Quoted(text);
        if (Form().Match(text) is not { Success: true } form)
        {
            throw place.Refusal(
                NegativeForm().IsMatch(text) ? $"{shown} is negative; a {_kind} is not, write one such as '{_example}'"
                : ExponentForm().IsMatch(text) ? $"{shown} uses an exponent; write the digits out, such as '{_example}'"
                : $"{shown} is not a {_kind}; write a number and a unit, such as '{_example}'");
        }

        var unit = UnitOf(place, text, form.Groups["unit"].Value);
        if (form.Groups["whole"].Length > 15 || form.Groups["fraction"].Length > 9)
        {
            throw place.Refusal($"{shown} has too many digits; write a {_kind} such as '{_example}'");
        }

        var value = decimal.Parse(form.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * unit.Factor;
        if (value != decimal.Truncate(value))
        {
            throw place.Refusal($"{shown} is {Shown.Number(value)} {_smallest}; a {_kind} is a whole number of {_smallest}, so choose another");
        }

        return value <= long.MaxValue ? (long)value : throw place.Refusal($"{shown} is too large; write a {_kind} such as '{_example}'");
    }

    private Unit UnitOf(Place place, string text, string name)
    {
        if (name.Length == 0)
        {
            return _bareNumber ? _units[0] : throw place.Refusal($"{Shown.Quoted(text)} has no unit; write one such as '{_example}'");
        }

        if (Array.Find(_units, unit => unit.Name == name) is { } known) return known;
        string[] names = [.. _units.Select(unit => unit.Name)];
        // K, Kb, kb may mean 1000 or 1024, m may mean min or ms: guessing one of them would be a factor in the result.
        var hint = _kind == "size" && PrefixOnly().IsMatch(name)
            ? $"did you mean '{char.ToUpperInvariant(name[0])}B' (powers of 1000) or '{char.ToUpperInvariant(name[0])}iB' (powers of 1024)?"
            : name == "m" ? "did you mean 'min' or 'ms'?"
            : Nearest.Hint(name == "sec" ? "s" : name.Replace('µ', 'u').Replace("bps", "bit/s", StringComparison.Ordinal), names);
        throw place.Refusal($"{Shown.Quoted(name)} is not a unit of {_kind}; {hint}");
    }

    [GeneratedRegex(@"^(?<number>(?<whole>[0-9]+)(\.(?<fraction>[0-9]+))?) *(?<unit>%|[A-Za-zµ][A-Za-z/]*)?\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"^-\s*\.?[0-9]")]
    private static partial Regex NegativeForm();

    [GeneratedRegex(@"^\+?[0-9.]+[eE][+-]?[0-9]")]
    private static partial Regex ExponentForm();

    [GeneratedRegex(@"^[kKmMgG][bB]?\z")]
    private static partial Regex PrefixOnly();
}
