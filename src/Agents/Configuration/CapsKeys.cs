using ActorBench.Agents.Security;

namespace ActorBench.Agents.Configuration;

/// <summary>What the agent does for no coordinator, as a configuration names it; what is left out is as <see cref="OrderCaps"/> has it.</summary>
public sealed class CapsKeys
{
    /// <summary>Seconds.</summary>
    public double? MaxDuration { get; set; }

    public long? MaxBytes { get; set; }

    internal IEnumerable<string> Problems()
    {
        // NaN is in no range.
        if (MaxDuration is { } seconds && seconds is not (> 0 and <= 1e9)) yield return $"Caps:MaxDuration: {seconds} is not a number of seconds.";
        if (MaxBytes is < 1) yield return $"Caps:MaxBytes: {MaxBytes} is not a number of bytes.";
    }

    internal OrderCaps ToCaps()
    {
        var usual = new OrderCaps();
        return usual with
        {
            MaxDuration = MaxDuration is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.MaxDuration,
            MaxBytes = MaxBytes ?? usual.MaxBytes,
        };
    }
}
