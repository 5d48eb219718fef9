namespace ActorBench.Campaigns.Scheduling;

/// <summary>Which items of work may not run at the same time. An edge stands between two that claim one exclusive resource or overbook one together.</summary>
public sealed class ConflictGraph
{
    private readonly IReadOnlyList<IReadOnlyList<Claim>> _claims;
    private readonly Capacities _capacities;
    private readonly HashSet<int>[] _neighbours;

    /// <exception cref="ArgumentException">An item claims more than there is: it could never run.</exception>
    public ConflictGraph(IReadOnlyList<IReadOnlyList<Claim>> claims, Capacities capacities)
    {
        (_claims, _capacities) = (claims, capacities);
        _neighbours = [.. claims.Select(_ => new HashSet<int>())];
        foreach (var (resource, users) in UsersByResource())
        {
            foreach (var item in users.Where(item => !Holds(resource, [item])))
                throw new ArgumentException($"Item {item} claims more of {resource.Kind} {resource.Name} than there is.", nameof(claims));
            foreach (var a in users)
            {
                foreach (var b in users.Where(b => b > a && !Holds(resource, [a, b])))
                {
                    _neighbours[a].Add(b);
                    _neighbours[b].Add(a);
                }
            }
        }
    }

    public int Count => _claims.Count;

    public IReadOnlySet<int> Neighbours(int item) => _neighbours[item];

    /// <summary>Whether an item can join others that run together already: three may overbook what any two of them do not.</summary>
    public bool CanJoin(int item, IReadOnlyCollection<int> others)
    {
        if (others.Any(_neighbours[item].Contains)) return false;
        foreach (var claim in _claims[item].Where(claim => _capacities.Of(claim.Resource) is not null))
        {
            if (!Holds(claim.Resource, [item, .. others])) return false;
        }

        return true;
    }

    private IEnumerable<(Resource Resource, int[] Users)> UsersByResource() => _claims
        .SelectMany((all, item) => all.Select(claim => (claim.Resource, item)))
        .GroupBy(use => use.Resource, use => use.item)
        .Select(uses => (uses.Key, uses.Distinct().ToArray()));

    private bool Holds(Resource resource, ReadOnlySpan<int> items)
    {
        var (users, exclusive, units) = (0, false, 0L);
        foreach (var item in items)
        {
            var uses = false;
            foreach (var claim in _claims[item])
            {
                if (claim.Resource != resource) continue;
                uses = true;
                exclusive |= claim.Units is null;
                units += claim.Units ?? 0;
            }

            if (uses) users++;
        }

        return !(exclusive && users > 1) && !(_capacities.Of(resource) < units);
    }
}
