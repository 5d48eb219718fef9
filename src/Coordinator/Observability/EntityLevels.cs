using System.Collections.Concurrent;

namespace ActorBench.Coordinator.Observability;

/// <summary>What one entity adds to the gauges of its node.</summary>
public readonly record struct EntityLevel(int Campaigns = 0, int Blocks = 0, int Trials = 0, int Leases = 0, int Quarantined = 0);

/// <summary>The levels of the entities that live on this node: one that moves or dies takes its own along.</summary>
internal sealed class EntityLevels
{
    private readonly ConcurrentDictionary<string, EntityLevel> _levels = new();

    public void Show(string entity, EntityLevel level) => _levels[entity] = level;

    public void Remove(string entity) => _levels.TryRemove(entity, out _);

    public int Sum(Func<EntityLevel, int> part) => _levels.Values.Sum(part);
}
