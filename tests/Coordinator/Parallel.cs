// Most of these wait: for deadlines, for databases, for nodes to find each other.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
