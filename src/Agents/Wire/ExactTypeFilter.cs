using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Hyperion;

namespace ActorBench.Agents.Wire;

/// <summary>Denies every type that is not listed: no base types, no open generics.</summary>
/// <remarks>Hyperion asks with the assembly-qualified name when it writes and with a shortened one when it reads; both are accepted.</remarks>
internal sealed partial class ExactTypeFilter(IEnumerable<Type> types) : ITypeFilter
{
    private static readonly string CoreLibrary =
        typeof(int).AssemblyQualifiedName![typeof(int).AssemblyQualifiedName!.IndexOf(", Version", StringComparison.Ordinal)..];

    private readonly FrozenSet<string> _allowed =
        types.SelectMany(t => new[] { ShortName(t), t.AssemblyQualifiedName! }).ToFrozenSet(StringComparer.Ordinal);

    public bool IsAllowed(string typeName) => _allowed.Contains(typeName);

    private static string ShortName(Type type) =>
        VersionAndKey().Replace(type.AssemblyQualifiedName!.Replace(CoreLibrary, ",%core%", StringComparison.Ordinal), "");

    [GeneratedRegex(@"(, Version=([\d\.]+))?(, Culture=[^,\] \t]+)?(, PublicKeyToken=(null|[\da-f]+))?", RegexOptions.IgnoreCase)]
    private static partial Regex VersionAndKey();
}
