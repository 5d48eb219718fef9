using System.Reflection;
using Hyperion;

namespace ActorBench.Agents.Wire;

/// <summary>A list as it travels, whatever class it has: the compiler has classes of its own for lists that an expression makes, which no closed list of types can name.</summary>
/// <param name="Items">Not of the list's own type, or it would be taken for one more list.</param>
internal sealed record ListOnWire<T>(object?[] Items)
{
    public static Surrogate Surrogate { get; } = Surrogate.Create<IReadOnlyList<T>, ListOnWire<T>>(
        list => new ListOnWire<T>([.. list.Cast<object?>()]), wire => Array.ConvertAll(wire.Items, item => (T)item!));
}

/// <summary>The lists that occur in messages.</summary>
internal static class ListsOnWire
{
    private static readonly Type[] Elements =
    [
        .. WireTypes.Messages.Concat(WireTypes.Parts)
            .SelectMany(type => type.GetProperties())
            .Select(property => property.PropertyType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            .Select(type => type.GetGenericArguments()[0])
            .Distinct(),
    ];

    public static IEnumerable<Surrogate> Surrogates => Elements.Select(element =>
        (Surrogate)typeof(ListOnWire<>).MakeGenericType(element).GetProperty(nameof(ListOnWire<>.Surrogate), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!);

    /// <summary>What they travel as.</summary>
    public static IEnumerable<Type> Types => [typeof(object[]), .. Elements.Select(element => typeof(ListOnWire<>).MakeGenericType(element))];
}
