using System.Collections;
using System.Reflection;
using ActorBench.Messages.Pairs;

namespace ActorBench.Coordinator.Tests.Wire;

/// <summary>Makes a value of any message type with every field filled in, and writes out what a value holds.</summary>
internal static class Samples
{
    public static object Of(Type type, int seed = 7)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return $"text {seed} µ";
        if (type == typeof(bool)) return true;
        if (type == typeof(byte[])) return new byte[] { 1, 2, (byte)seed };
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(seed);
        if (type == typeof(TimeSpan)) return TimeSpan.FromTicks(seed);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsPrimitive) return Convert.ChangeType(seed, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type == typeof(IPairEvent)) return Of(typeof(PairEvents.TrialRecorded), seed);
        if (type.IsArray) return Filled(type.GetElementType()!, seed);
        if (type.IsGenericType && type.GetGenericArguments() is [var item] && typeof(IEnumerable).IsAssignableFrom(type)) return Filled(item, seed);
        if (type.IsGenericType && type.GetGenericArguments() is [_, var value] && typeof(IEnumerable).IsAssignableFrom(type))
        {
            var filled = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()))!;
            filled["key"] = Of(value, seed + 1);
            return filled;
        }

        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length) ?? throw new InvalidOperationException($"No sample of {type}.");
        return constructor.Invoke([.. constructor.GetParameters().Select((p, i) => Of(p.ParameterType, seed + i + 1))]);
    }

    /// <summary>Types and values of all public properties, so that two values can be held against each other.</summary>
    public static string Text(object? value) => value switch
    {
        null => "null",
        string or DateTimeOffset or TimeSpan or Enum => $"{value}",
        IDictionary d => $"{{{string.Join(", ", d.Keys.Cast<object>().Select(k => $"{k}: {Text(d[k])}"))}}}",
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(Text))}]",
        _ when value.GetType().IsPrimitive => $"{value}",
        _ => $"{value.GetType().Name}({string.Join(", ", value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0).Select(p => $"{p.Name}: {Text(p.GetValue(value))}"))})",
    };

    private static Array Filled(Type item, int seed)
    {
        var array = Array.CreateInstance(item, 2);
        array.SetValue(Of(item, seed), 0);
        array.SetValue(Of(item, seed + 1), 1);
        return array;
    }
}
